package io.nearfar.experiments.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes sure that a label at an edge stands for one run: whoever publishes first under it says with
 * which scenario, seeds and decision model, and whoever differs is refused. The parts of a run
 * agree on all of these.
 */
final class Claim {

  /** The scenario, under the name that it has in a directory too. */
  static final String SCENARIO = "scenario.yaml";

  /** What else makes a run the same one. */
  static final String IDENTITY = "identity.json";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Claim() {}

  /**
   * Claims a run's label, or finds it claimed by the same run.
   *
   * @throws Failure when another run has it, naming what differs
   */
  static void of(RunFiles files, RunDirectory directory) throws InterruptedException {
    RunFacts facts = directory.facts();
    byte[] scenario = directory.scenario().getBytes(StandardCharsets.UTF_8);
    byte[] published = files.putFirst(facts.run(), SCENARIO, scenario);
    if (!Arrays.equals(published, scenario)) {
      throw refusal(files, facts.run(), scenarioDifference(directory, published));
    }
    byte[] identity = identity(facts).toString().getBytes(StandardCharsets.UTF_8);
    byte[] other = files.putFirst(facts.run(), IDENTITY, identity);
    if (!Arrays.equals(other, identity)) {
      throw refusal(files, facts.run(), identityDifference(identity(facts), other));
    }
  }

  private static ObjectNode identity(RunFacts facts) {
    ObjectNode identity =
        MAPPER
            .createObjectNode()
            .put("clock", facts.clock().word())
            .put(
                "seeds",
                facts.replication().map(part -> part.whole().toString()).orElse("one seed"))
            .put("decisionModel", facts.decisionModel());
    if (facts.clock() == RunFacts.Clock.REAL) {
      // What was measured once is not measured again.
      identity.put("started", facts.started().toString());
    }
    return identity;
  }

  private static String scenarioDifference(RunDirectory directory, byte[] published) {
    String text = new String(published, StandardCharsets.UTF_8);
    return ScenarioDifference.between(
            ScenarioDifference.tree(directory.parsedScenario()),
            ScenarioDifference.tree(ScenarioReader.read(text, "the published scenario")))
        .stream()
        .findFirst()
        .map(d -> "its " + d.key() + " is " + d.second() + ", here it is " + d.first())
        .orElse("its scenario is written otherwise");
  }

  private static String identityDifference(JsonNode own, byte[] published) {
    try {
      return ScenarioDifference.between(own, MAPPER.readTree(published)).stream()
          .findFirst()
          .map(d -> "its " + d.key() + " is " + d.second() + ", here it is " + d.first())
          .orElse("its " + IDENTITY + " is written otherwise");
    } catch (IOException e) {
      return "its " + IDENTITY + " cannot be read: " + e.getMessage();
    }
  }

  private static Failure refusal(RunFiles files, String run, String difference) {
    return new Failure(
        files.edge()
            + " has another run "
            + run
            + ": "
            + difference
            + "\nName this run otherwise with --run NAME.");
  }
}
