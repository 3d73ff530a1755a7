package io.nearfar.experiments.simulate;

import io.nearfar.model.Check;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Simulations side by side. Each run draws from its own scenario's streams and shares nothing with
 * the others but the decision model, so the results are the same, to the bit, whatever the number
 * of threads.
 *
 * @param threads how many runs are under way at once, >= 1
 * @param decisionModel asked by in-context policies, by all threads
 */
public record ParallelRuns(int threads, LanguageModel decisionModel) {

  /**
   * What is kept of one run; each run has its own, used by one thread. Only this decides how much
   * memory a run takes.
   *
   * @param <R> the result of a run
   */
  public interface Accumulator<R> {

    /** Takes the next record, in order of arrival. */
    void add(TaskRecord task);

    /**
     * The result, once the run has ended.
     *
     * @param deployed the policy as the run left it
     */
    R result(DeployedPolicy deployed);
  }

  public ParallelRuns {
    Check.atLeast("threads", threads, 1);
    Check.present("decisionModel", decisionModel);
  }

  /** The scenario with {@code count} seeds, from its own upwards. */
  public static List<Scenario> seeds(Scenario scenario, int count) {
    Check.atLeast("seeds", count, 1);
    return LongStream.range(0, count)
        .mapToObj(i -> scenario.withSeed(scenario.seed() + i))
        .toList();
  }

  /**
   * Runs each scenario to its end.
   *
   * @param accumulators gives each run an accumulator of its own
   * @return the results, in the order of the scenarios
   * @throws InterruptedException when the calling thread was interrupted; no run goes on then
   * @throws RuntimeException the failure of the first scenario, in their order, that failed
   */
  public <R> List<R> run(List<Scenario> scenarios, Supplier<? extends Accumulator<R>> accumulators)
      throws InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(threads, Math.max(1, scenarios.size())));
    try {
      List<Future<R>> runs = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        runs.add(pool.submit(() -> one(scenario, accumulators.get())));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> run : runs) {
        results.add(outcome(run));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private <R> R one(Scenario scenario, Accumulator<R> accumulator) {
    DeployedPolicy deployed =
        Simulation.run(
            scenario,
            decisionModel,
            task -> {
              if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("another run failed, or all were stopped");
              }
              accumulator.add(task);
            });
    return accumulator.result(deployed);
  }

  private static <R> R outcome(Future<R> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      // A run throws nothing checked.
      throw (RuntimeException) e.getCause();
    }
  }
}
