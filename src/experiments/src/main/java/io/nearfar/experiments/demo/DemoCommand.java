package io.nearfar.experiments.demo;

import io.nearfar.experiments.CleanStop;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.RunName;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.publish.Publication;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.testbed.Testbed;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nearfar demo}. */
@Command(
    name = "demo",
    description = {
      "Start PostgreSQL, a cloud node and an edge agent on this machine, replay a scenario over the"
          + " real hop between them, report what was measured beside what the model promised, and"
          + " stop everything."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);
  private static final int WARM_UP_PER_TIER = 100;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions("demo");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results and logs go; default: nearfar-runs/RUN")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Replay a trace this many times as fast; default: the scenario's")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--edge-property",
      paramLabel = "KEY=VALUE",
      description = {
        "A property of the edge agent, passed as -DKEY=VALUE; may be repeated. Such as, for a"
            + " language model that decides: --edge-property nearfar.language-model.remote=true"
            + " --edge-property nearfar.language-model.base-url=http://127.0.0.1:8081/v1"
            + " --edge-property nearfar.language-model.name=NAME"
      })
  private Map<String, String> edgeProperties = new LinkedHashMap<>();

  @Option(
      names = "--prometheus",
      description = {
        "Also start Prometheus, which must be installed: it reads the metrics of both nodes every"
            + " second and evaluates the recording and alert rules"
      })
  private boolean withPrometheus;

  @Option(names = "--keep", description = "Leave everything running after the run, until Enter")
  private boolean keep;

  @Option(
      names = "--edge-app",
      paramLabel = "DIR",
      description = "The edge agent's application; default: where the build leaves it")
  private Optional<Path> edgeApp = Optional.empty();

  @Option(
      names = "--cloud-app",
      paramLabel = "DIR",
      description = "The cloud node's application; default: where the build leaves it")
  private Optional<Path> cloudApp = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    Scenario asked = scenario.read();
    Scenario played = speed.map(factor -> atSpeed(asked, factor)).orElse(asked);
    String run = RunName.of(played, Instant.now());
    Path directory = out.orElseGet(() -> RunName.directory(run)).toAbsolutePath().normalize();
    Testbed.check(played, directory);
    Stack.requireFree(edgeProperties.keySet());
    Applications applications = Applications.find(edgeApp, cloudApp);
    Optional<Prometheus> prometheus =
        withPrometheus
            ? Optional.of(Prometheus.find(Objects.requireNonNullElse(System.getenv("PATH"), "")))
            : Optional.empty();
    CleanStop.during(
        PATIENCE, () -> play(applications, prometheus, played, run, directory, System.err));
    return 0;
  }

  private void play(
      Applications applications,
      Optional<Prometheus> prometheus,
      Scenario played,
      String run,
      Path directory,
      PrintStream progress)
      throws InterruptedException {
    try (Stack stack =
        Stack.start(applications, played, edgeProperties, directory.resolve("logs"), progress)) {
      Hints hints = new Hints(stack.edge(), stack.cloud(), watch(stack, prometheus));
      hints.whileItRuns(progress);
      drive(
          new Testbed(stack.edge(), played, run, WARM_UP_PER_TIER, ANSWER_TIMEOUT, directory),
          stack,
          progress);
      Report.write(directory, System.out);
      System.out.println("report: " + directory.resolve("report.html"));
      stack.requireAlive();
      if (keep) {
        new Publication(stack.edge()).publish(directory, System.out);
        hints.whileItIsKept(System.out);
        awaitEnter();
      }
    }
  }

  private static Optional<URI> watch(Stack stack, Optional<Prometheus> prometheus)
      throws InterruptedException {
    return prometheus.isPresent() ? Optional.of(stack.watch(prometheus.get())) : Optional.empty();
  }

  private static void drive(Testbed testbed, Stack stack, PrintStream progress)
      throws InterruptedException {
    try {
      testbed.run(progress);
    } catch (Failure e) {
      throw new Failure(e.getMessage() + "\n" + stack.condition(), e);
    }
  }

  private static Scenario atSpeed(Scenario scenario, double factor) {
    if (!(scenario.arrivals() instanceof Arrivals.Trace trace)) {
      throw new Failure("--speed is given, but scenario " + scenario.name() + " replays no trace");
    }
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new Failure("--speed is " + factor + "; it must be a finite number > 0");
    }
    return scenario.withArrivals(
        new Arrivals.Trace(
            trace.regular(), trace.qualityPreferred(), factor, trace.durationSeconds()));
  }

  /** Reading blocks past any interrupt, so a thread of its own does it. */
  private static void awaitEnter() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                // The end of the input is no Enter: without a terminal only a signal ends the wait.
                if (System.in.read() >= 0) {
                  entered.countDown();
                }
              } catch (IOException e) {
                System.err.println("warning: the input cannot be read: " + e.getMessage());
              }
            },
            "enter");
    reader.setDaemon(true);
    reader.start();
    entered.await();
  }
}
