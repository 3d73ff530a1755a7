package io.nearfar.experiments;

import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which scenario is run. */
public final class ScenarioOptions {

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description =
          "A shipped scenario (study, demo, contention, small-model) or a YAML file; default:"
              + " ${DEFAULT-VALUE}")
  private String scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of every random draw; default: the scenario's")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Change a key of the scenario, such as policy.name=oracle or"
            + " models.cloud='{model: Gemini-1.5-Pro}'; may be repeated. An empty VALUE: the default"
      })
  private Map<String, String> changes = new LinkedHashMap<>();

  /** Options whose scenario is {@code fallback} unless another is given. */
  public ScenarioOptions(String fallback) {
    scenario = fallback;
  }

  /**
   * The scenario with its seed and its changes.
   *
   * @throws Failure when there is no such scenario or file
   * @throws io.nearfar.model.scenario.ScenarioException when the file, or a change, is no valid
   *     scenario
   */
  public Scenario read() {
    Map<String, Object> values = new LinkedHashMap<>();
    changes.forEach((key, text) -> values.put(key, ScenarioReader.value(key, text)));
    seed.ifPresent(number -> values.put("seed", number));
    String yaml =
        ScenarioReader.SHIPPED.contains(scenario)
            ? ScenarioReader.shippedText(scenario)
            : text(scenario);
    return ScenarioReader.read(yaml, scenario, values);
  }

  private static String text(String name) {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new Failure(
            "scenario \""
                + name
                + "\" is neither a file nor shipped; shipped are "
                + String.join(", ", ScenarioReader.SHIPPED));
      }
      return Files.readString(file);
    } catch (InvalidPathException e) {
      throw new Failure("scenario \"" + name + "\" is no path: " + e.getReason(), e);
    } catch (MalformedInputException e) {
      throw new Failure("scenario " + name + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new Failure("scenario " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
