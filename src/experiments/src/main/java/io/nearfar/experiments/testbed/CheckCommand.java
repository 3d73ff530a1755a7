package io.nearfar.experiments.testbed;

import io.nearfar.experiments.EdgeUrl;
import io.nearfar.experiments.Failure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nearfar check}. */
@Command(
    name = "check",
    description = {
      "Check that an edge decides, answers from both tiers and measures.",
      "Sends three short requests: one to each model, and one that the policy decides."
    })
public final class CheckCommand implements Callable<Integer> {

  @Option(
      names = "--edge",
      required = true,
      paramLabel = "URL",
      description = "Root of the edge, such as http://127.0.0.1:8080")
  private String edge;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long to wait until the edge answers at all; default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (waitSeconds < 0) {
      throw new Failure("--wait is " + waitSeconds + "; it must be >= 0 seconds");
    }
    PrintWriter out = spec.commandLine().getOut();
    EdgeCheck check = new EdgeCheck(EdgeUrl.of("--edge", edge), Duration.ofSeconds(waitSeconds));
    for (EdgeCheck.Answer answer : check.run()) {
      out.printf(
          Locale.ROOT,
          "%-16s %-8s %-10s answered by %s in %.3f s, promised %.3f s; first token %.3f s, promised"
              + " %.3f s%n",
          answer.asked(),
          answer.decision(),
          "(" + answer.origin() + ")",
          answer.model(),
          answer.delaySeconds(),
          answer.promisedDelaySeconds(),
          answer.ttftSeconds(),
          answer.promisedTtftSeconds());
    }
    out.println("the edge at " + edge + " decides, answers and measures");
    out.flush();
    return 0;
  }
}
