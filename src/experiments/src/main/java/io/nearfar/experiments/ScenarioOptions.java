package io.nearfar.experiments;

import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which scenario is run. */
public final class ScenarioOptions {

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = "A shipped scenario (study, demo) or a YAML file; default: ${DEFAULT-VALUE}")
  private String scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of every random draw; default: the scenario's")
  private Optional<Long> seed = Optional.empty();

  /** Options whose scenario is {@code fallback} unless another is given. */
  public ScenarioOptions(String fallback) {
    scenario = fallback;
  }

  /**
   * The scenario with its seed.
   *
   * @throws Failure when there is no such scenario or file
   * @throws io.nearfar.model.scenario.ScenarioException when the file is no valid scenario
   */
  public Scenario read() {
    Scenario read =
        ScenarioReader.SHIPPED.contains(scenario)
            ? ScenarioReader.shipped(scenario)
            : ofFile(scenario);
    return seed.map(read::withSeed).orElse(read);
  }

  private static Scenario ofFile(String name) {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new Failure(
            "scenario \""
                + name
                + "\" is neither a file nor shipped; shipped are "
                + String.join(", ", ScenarioReader.SHIPPED));
      }
      return ScenarioReader.read(Files.readString(file), name);
    } catch (InvalidPathException e) {
      throw new Failure("scenario \"" + name + "\" is no path: " + e.getReason(), e);
    } catch (MalformedInputException e) {
      throw new Failure("scenario " + name + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new Failure("scenario " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
