package io.nearfar.experiments.result;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A made-up live run with plausible numbers: the study's pair, exploration that fades, a backhaul
 * that wanders, a few failures. The same seed gives the same run.
 */
public final class SeededRun {

  private static final double PENALTY_SECONDS = 40;
  private static final double TARGET_SECONDS = 40;

  private final SplittableRandom random;
  private final List<TaskRecord> tasks = new ArrayList<>();
  private final List<ClientRecord> clients = new ArrayList<>();
  private double backhaulEstimateSeconds = 0.1;

  /** A run of this many tasks. */
  public SeededRun(long seed, int count) {
    random = new SplittableRandom(seed);
    Instant arrival = Instant.parse("2026-03-01T12:00:00Z");
    for (int i = 0; i < count; i++) {
      arrival = arrival.plusNanos((long) (-Math.log(1 - random.nextDouble()) * 1e8));
      tasks.add(task(i, count, arrival));
      clients.add(client(tasks.get(i)));
    }
  }

  /** The task records, in order of arrival. */
  public List<TaskRecord> tasks() {
    return tasks;
  }

  /** What the clients saw, one a task. */
  public List<ClientRecord> clients() {
    return clients;
  }

  private TaskRecord task(int i, int count, Instant arrival) {
    ServiceType type =
        random.nextDouble() < 0.6 ? ServiceType.REGULAR : ServiceType.QUALITY_PREFERRED;
    int tokens = 10 + (int) (250 * random.nextDouble() * random.nextDouble());
    Task task = new Task(random.nextInt(20), type, 50 + random.nextInt(2000), tokens);
    Choice choice = choice(type, Math.max(0.05, 1 - 2.0 * i / count));
    Tier decided = choice.decision().tier();
    boolean hopFails = decided == Tier.CLOUD && random.nextDouble() < 0.02;
    Tier tier = hopFails ? Tier.EDGE : decided;
    Ending ending =
        random.nextDouble() < 0.99
            ? Ending.COMPLETED
            : random.nextBoolean() ? Ending.CANCELLED : Ending.FAILED;
    boolean whole = random.nextDouble() < 0.05;
    double backhaulSeconds = 0.02 + 0.01 * Math.sin(i / 40.0) + 0.004 * random.nextDouble();
    Timing analytic = analytic(tier, tokens, whole);
    Timing measured = measured(tier, tokens, whole, backhaulSeconds);
    backhaulEstimateSeconds +=
        tier == Tier.CLOUD ? 0.1 * (backhaulSeconds - backhaulEstimateSeconds) : 0;
    boolean feasible = type == ServiceType.REGULAR || tier == Tier.CLOUD;
    double penalty = feasible ? 0 : PENALTY_SECONDS;
    double analyticReward = TARGET_SECONDS - analytic.delaySeconds() - penalty;
    Tier best = type == ServiceType.REGULAR ? Tier.EDGE : Tier.CLOUD;
    double bestReward = TARGET_SECONDS - analytic(best, tokens, whole).delaySeconds();
    String size = tokens < 60 ? "short" : tokens < 120 ? "middle" : "long";
    return new TaskRecord(
        "seeded",
        "task-" + i,
        arrival,
        task,
        tokens,
        Condition.of(size, type.word()),
        "icl",
        choice,
        tier,
        tier == Tier.EDGE ? "Llama3-8B" : "cloud-default",
        hopFails
            ? Optional.of(random.nextBoolean() ? "connect" : "first-token-deadline")
            : Optional.empty(),
        ending,
        1e-5 + 1e-5 * random.nextDouble(),
        measured,
        analytic,
        new TaskRecord.Verdict(
            feasible,
            true,
            0,
            TARGET_SECONDS - measured.delaySeconds() - penalty,
            analyticReward,
            bestReward - analyticReward));
  }

  private Choice choice(ServiceType type, double epsilon) {
    Decision right = type == ServiceType.REGULAR ? Decision.LOCAL : Decision.OFFLOAD;
    double draw = random.nextDouble();
    if (draw < epsilon) {
      return Choice.of(draw < epsilon / 2 ? Decision.LOCAL : Decision.OFFLOAD, Origin.EXPLORED);
    }
    double origin = random.nextDouble();
    if (origin < 0.01) {
      return Choice.fallback(right, ModelFailure.DEADLINE);
    }
    return Choice.of(right, origin < 0.1 ? Origin.MODEL : Origin.CACHED);
  }

  private Timing analytic(Tier tier, int tokens, boolean whole) {
    double ttft = tier == Tier.EDGE ? 0.23 : 0.42 + backhaulEstimateSeconds;
    double tpot = tier == Tier.EDGE ? 1 / 75.0 : 1 / 32.0;
    return timing(tier, tokens, whole, ttft, tpot, backhaulEstimateSeconds);
  }

  private Timing measured(Tier tier, int tokens, boolean whole, double backhaulSeconds) {
    double ttft = tier == Tier.EDGE ? 0.23 : 0.42 + backhaulSeconds;
    double tpot = tier == Tier.EDGE ? 1 / 75.0 : 1 / 32.0;
    double late = 4e-4 * -Math.log(1 - random.nextDouble());
    return timing(
        tier,
        tokens,
        whole,
        ttft + late,
        tpot * (1 + 2e-3 * (random.nextDouble() - 0.3)),
        backhaulSeconds);
  }

  private static Timing timing(
      Tier tier, int tokens, boolean whole, double ttft, double tpot, double backhaul) {
    return new Timing(
        whole ? OptionalDouble.empty() : OptionalDouble.of(ttft),
        whole || tokens == 1 ? OptionalDouble.empty() : OptionalDouble.of(tpot),
        ttft + (tokens - 1) * tpot,
        tier == Tier.CLOUD ? OptionalDouble.of(backhaul) : OptionalDouble.empty());
  }

  private ClientRecord client(TaskRecord task) {
    double wayBack = 3e-4 + 2e-4 * random.nextDouble();
    Timing measured = task.measured();
    OptionalDouble ttft =
        measured.ttftSeconds().isPresent()
            ? OptionalDouble.of(measured.ttftSeconds().getAsDouble() + wayBack)
            : OptionalDouble.empty();
    boolean complete = task.ending() == Ending.COMPLETED;
    return new ClientRecord(
        task.id(),
        task.task().user().orElseThrow(),
        200,
        ttft,
        measured.delaySeconds() + wayBack,
        task.task().outputTokens(),
        complete ? Optional.empty() : Optional.of("stream ended without [DONE], \"cut\"\noff"));
  }
}
