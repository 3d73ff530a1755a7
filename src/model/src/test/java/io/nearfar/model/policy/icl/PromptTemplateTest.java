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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

  private static final PromptTemplate STUDY = template(Deployment.PAIR);
  private static final PromptTemplate TURNS = study(PromptLayout.TURNS, Vocabulary.SERVICE);

  private static final ExperiencePool NOTHING = ExperiencePool.empty(new Replay.Prioritised(false));
  private static final ExperiencePool THREE =
      ExperiencePool.empty(new Replay.Latest(6, true))
          .learn(example("small", "regular", Decision.LOCAL, 32.4366, Evaluation.GOOD))
          .learn(example("large", "quality-preferred", Decision.LOCAL, -19.6, Evaluation.BAD))
          .learn(example("large", "quality-preferred", Decision.OFFLOAD, -5.005, Evaluation.GOOD));

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
    assertThat(STUDY.render(THREE, Condition.of("large", "regular")))
        .isEqualTo(Prompt.of(resource("three-examples.txt")));
  }

  @Test
  void examplesAreTurnsOfTheChatAndTheirOutcomesLeadTheNextOne() throws IOException {
    Prompt prompt = TURNS.render(THREE, Condition.of("large", "regular"));

    assertThat(prompt.text()).isEqualTo(resource("three-turns.txt"));
    assertThat(prompt.messages())
        .extracting(Prompt.Message::role)
        .containsExactly(
            Role.SYSTEM,
            Role.USER,
            Role.ASSISTANT,
            Role.USER,
            Role.ASSISTANT,
            Role.USER,
            Role.ASSISTANT,
            Role.USER);
  }

  @Test
  void withoutExamplesTurnsAreTheTaskAndTheCondition() throws IOException {
    assertThat(TURNS.render(NOTHING, Condition.of("middle", "quality-preferred")).text())
        .isEqualTo(resource("zero-turns.txt"));
  }

  @Test
  void theRequiredQualityStandsForTheServiceTypeInOtherWords() throws IOException {
    assertThat(
            study(PromptLayout.SINGLE, Vocabulary.QUALITY)
                .render(THREE, Condition.of("large", "regular"))
                .text())
        .isEqualTo(resource("three-examples-quality.txt"));
  }

  @Test
  void onlyTheServiceTypeIsSaidInOtherWords() {
    String prompt =
        study(PromptLayout.SINGLE, Vocabulary.QUALITY)
            .render(NOTHING, Condition.of("regular", "quality-preferred", "regular"))
            .text();

    assertThat(prompt).contains("\ncondition: regular, high-quality, regular\n");
    assertThat(
            study(PromptLayout.SINGLE, Vocabulary.QUALITY)
                .render(NOTHING, Condition.of("N/A", "N/A"))
                .text())
        .contains("\ncondition: N/A, N/A\n");
  }

  @ParameterizedTest
  @EnumSource(PromptPart.class)
  void aPartCanBeLeftOutAndTheOthersStay(PromptPart part) throws IOException {
    String whole = resource("three-examples.txt");
    String text =
        switch (part) {
          case GOAL -> between(whole, "You control", "Options:");
          case DEFINITION -> between(whole, "Options:", "Experiences");
          case EXAMPLES -> between(whole, "Experiences", "Present");
          case CONDITION -> between(whole, "Present", "Reply");
          case RULE -> "\n\n" + whole.substring(whole.indexOf("Reply"));
        };

    assertThat(STUDY.without(part).render(THREE, Condition.of("large", "regular")).text())
        .isEqualTo(whole.replace(text, ""));
  }

  @Test
  void turnsCanBeLeftOutToo() {
    Condition condition = Condition.of("large", "regular");

    assertThat(TURNS.without(PromptPart.EXAMPLES).render(THREE, condition))
        .isEqualTo(TURNS.render(NOTHING, condition));
    List<Prompt.Message> unasked =
        TURNS.without(PromptPart.CONDITION).render(THREE, condition).messages();
    assertThat(unasked).hasSize(8);
    assertThat(unasked.get(7).text()).isEqualTo("reward: -5.01 | evaluation: good");
    assertThat(TURNS.without(PromptPart.CONDITION).render(NOTHING, condition).messages())
        .hasSize(1);
    assertThat(TURNS.without(PromptPart.RULE).render(THREE, condition).messages().get(0).text())
        .startsWith("You control")
        .endsWith("worth following.");
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

  private static String between(String whole, String from, String to) {
    return whole.substring(whole.indexOf(from), whole.indexOf(to));
  }

  private static PromptTemplate study(PromptLayout layout, Vocabulary vocabulary) {
    return new PromptTemplate(
        TaskDescription.of(
            Deployment.analytic(Deployment.PAIR, Delivery.STORED, 40), SizeClasses.STUDY, 0.1),
        layout,
        vocabulary);
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
