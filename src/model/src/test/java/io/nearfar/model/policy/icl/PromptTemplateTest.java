package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nearfar.model.Deployment;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

  private static final PromptTemplate STUDY = template(Deployment.PAIR);

  @Test
  void withoutExamplesThePromptIsZeroShot() throws IOException {
    Prompt prompt =
        STUDY.render(
            ExperiencePool.empty(new Replay.Prioritised(false)),
            Condition.of("middle", "quality-preferred"));

    assertThat(prompt.text()).isEqualTo(resource("zero-shot.txt"));
  }

  @Test
  void examplesAreNumberedOldestFirst() throws IOException {
    ExperiencePool pool =
        ExperiencePool.empty(new Replay.Latest(6, true))
            .learn(example("small", "regular", Decision.LOCAL, 32.4366, Evaluation.GOOD))
            .learn(example("large", "quality-preferred", Decision.LOCAL, -19.6, Evaluation.BAD))
            .learn(
                example("large", "quality-preferred", Decision.OFFLOAD, -5.005, Evaluation.GOOD));

    assertThat(STUDY.render(pool, Condition.of("large", "regular")).text())
        .isEqualTo(resource("three-examples.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$1", "a\\b", "{examples}", "{condition}", "{nothing}", "GPT-4 (32k) $5"})
  void aModelsNameIsOnlyText(String name) {
    PromptTemplate template =
        template(new ModelPair(Deployment.model(name, 0.23, 75, 1152, 0.684), Deployment.CLOUD));
    String prompt =
        template
            .render(
                ExperiencePool.empty(new Replay.Prioritised(false)),
                Condition.of("small", "regular"))
            .text();

    assertThat(prompt)
        .contains("\n- local: " + name + " on the edge node,")
        .contains("\nExperiences so far:\nnone yet\n")
        .endsWith(
            "condition: small, regular\n\n"
                + "Reply with exactly one word, local or offload, and nothing else.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$0", "a\\", ".*", "(x|y)", "{tokens}", "[a-z]+", "a|b"})
  void aKeywordIsOnlyText(String keyword) {
    ExperiencePool pool =
        ExperiencePool.empty(new Replay.Prioritised(false))
            .learn(example(keyword, "regular", Decision.OFFLOAD, 1, Evaluation.GOOD));
    Prompt prompt = STUDY.render(pool, Condition.of(keyword, "regular"));

    assertThat(prompt.text())
        .contains(
            "\n1. condition: "
                + keyword
                + ", regular | decision: offload | reward: 1.00"
                + " | evaluation: good\n")
        .contains("\ncondition: " + keyword + ", regular\n");
    assertThat(new ExampleVoteReader().complete(prompt).toCompletableFuture().join().text())
        .isEqualTo("offload");
  }

  @Test
  void stateNoRadioShareAndTheFasterOption() {
    ModelPair fastCloud =
        new ModelPair(Deployment.EDGE, Deployment.model("fast", 0.2, 200, 1250, 0.85));
    Map<String, String> values =
        TaskDescription.of(
                Deployment.analytic(fastCloud, Delivery.STREAMED, 40), SizeClasses.STUDY, 0.1)
            .values();

    // 0.23 + 999/75 and 0.2 + 999/200 + 0.1.
    assertThat(values)
        .containsEntry("edgeDelay", "13.55")
        .containsEntry("cloudDelay", "5.30")
        .containsEntry("faster", "offload")
        .containsEntry("backhaul", "0.10")
        .containsEntry("tokens", "1000");
  }

  @Test
  void refusesADescriptionWithoutAValueOfTheTemplate() {
    PromptTemplate template = new PromptTemplate(new TaskDescription(Map.of()));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                template.render(
                    ExperiencePool.empty(new Replay.Prioritised(false)), Condition.of("a")))
        .withMessage("prompt.txt has an unknown placeholder {edgeModel}");
  }

  private static PromptTemplate template(ModelPair pair) {
    return new PromptTemplate(
        TaskDescription.of(Deployment.analytic(pair, Delivery.STORED, 40), SizeClasses.STUDY, 0.1));
  }

  private static Experience example(
      String size, String service, Decision decision, double reward, Evaluation evaluation) {
    return new Experience(Condition.of(size, service), decision, reward, evaluation);
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = PromptTemplateTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }
}
