package io.nearfar.serving.config;

import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioException;
import io.nearfar.model.scenario.ScenarioReader;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a node's scenario comes from: one that ships with the product, or a file. */
public final class ScenarioSource {

  private ScenarioSource() {}

  /**
   * Reads a scenario.
   *
   * @param nameOrPath name of a shipped scenario or path of a YAML file
   * @throws ConfigurationException when there is none, or it is not valid: a start ends with its
   *     message
   */
  public static Scenario read(String nameOrPath) {
    try {
      return ScenarioReader.SHIPPED.contains(nameOrPath)
          ? ScenarioReader.shipped(nameOrPath)
          : ScenarioReader.read(Files.readString(Path.of(nameOrPath)), nameOrPath);
    } catch (ScenarioException e) {
      throw new ConfigurationException("nearfar.scenario: " + e.getMessage());
    } catch (IOException | InvalidPathException e) {
      throw new ConfigurationException(
          "nearfar.scenario is \""
              + nameOrPath
              + "\", which is not a file that can be read ("
              + e
              + "); it must be the path of a scenario in YAML or one of the shipped "
              + String.join(", ", ScenarioReader.SHIPPED));
    }
  }
}
