package io.nearfar.edge.telemetry;

import io.nearfar.serving.upstream.UpstreamFailure;
import java.util.List;
import java.util.stream.Stream;

/** Words for why the cloud answers a task that was decided local, in records and metric labels. */
public final class LocalFailure {

  /** As many answers as it may give were under way. */
  public static final String SATURATED = "local-saturated";

  private LocalFailure() {}

  /** The model's server failed. */
  public static String of(UpstreamFailure failure) {
    return "local-" + failure.word();
  }

  /** All words. */
  static List<String> words() {
    return Stream.concat(
            Stream.of(SATURATED), Stream.of(UpstreamFailure.values()).map(LocalFailure::of))
        .toList();
  }
}
