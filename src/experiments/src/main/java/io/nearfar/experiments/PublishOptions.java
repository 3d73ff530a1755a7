package io.nearfar.experiments;

import io.nearfar.experiments.publish.Publication;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run is published at an edge, once it and its report are written. */
public final class PublishOptions {

  @Option(
      names = "--publish",
      paramLabel = "URL",
      description = "Publish the run and its report at an edge, such as http://127.0.0.1:8080")
  private Optional<String> url = Optional.empty();

  /**
   * Makes sure that a run can be published as asked for.
   *
   * @param run its label
   * @throws Failure when the URL is none, or the label does not fit
   */
  public void check(String run) {
    if (edge().isPresent()) {
      RunName.checked(run);
    }
  }

  /**
   * Publishes a run if that is asked for.
   *
   * @throws Failure when the edge does not take it
   */
  public void publish(Path directory, PrintStream out) throws InterruptedException {
    if (edge().isPresent()) {
      new Publication(edge().get()).publish(directory, out);
    }
  }

  private Optional<URI> edge() {
    return url.map(text -> EdgeUrl.of("--publish", text));
  }
}
