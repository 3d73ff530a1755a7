package io.nearfar.experiments;

import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.scenario.ScenarioReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nearfar scenario}. */
@Command(
    name = "scenario",
    description = "Print a scenario with every default written out, or what every key means.")
final class ScenarioCommand implements Callable<Integer> {

  @Mixin private ScenarioOptions scenario = new ScenarioOptions("study");

  @Option(
      names = "--reference",
      description = "Print every key with type, unit, default and source, in Markdown")
  private boolean reference;

  @Override
  public Integer call() {
    System.out.print(
        reference ? ScenarioReference.markdown() : ScenarioReader.write(scenario.read()));
    return 0;
  }
}
