package io.nearfar.experiments;

import io.nearfar.model.outcome.RunLabel;
import io.nearfar.model.scenario.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The name of a run, which labels its requests and names its directory. */
public final class RunName {

  /** Where runs go unless told otherwise, under the current directory. */
  private static final String DIRECTORY = "nearfar-runs";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunName() {}

  /** The scenario's name and a time stamp in UTC. */
  public static String of(Scenario scenario, Instant now) {
    String stamp = STAMP.format(now);
    int room = RunLabel.LONGEST - stamp.length();
    String name = scenario.name();
    return (name.length() > room ? name.substring(0, room) : name) + stamp;
  }

  /**
   * The given name.
   *
   * @throws Failure when it does not fit the wire
   */
  public static String checked(String name) {
    if (!RunLabel.matches(name)) {
      throw new Failure("run is \"" + name + "\"; it must be " + RunLabel.RULE);
    }
    return name;
  }

  /** The default directory of a run. */
  public static Path directory(String run) {
    return Path.of(DIRECTORY, run);
  }
}
