package io.nearfar.languagemodel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.LanguageModelException;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.Role;
import io.nearfar.model.task.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what llama.cpp's server replied, with SmolLM2-135M in it. */
class EndpointTest {

  private static final Asking BY_REPLY = new Asking(Scoring.REPLY, 20, Constraint.NONE);

  private final List<JsonNode> requests = new ArrayList<>();

  @Test
  void everyMessageIsSentUnderItsRole() throws IOException {
    ask(Asking.byLogProbabilities(), "turns.json");

    JsonNode request = requests.get(0);
    StringBuilder sent = new StringBuilder();
    for (JsonNode message : request.get("messages")) {
      sent.append(sent.isEmpty() ? "" : "\n\n");
      sent.append('[').append(message.get("role").textValue()).append("]\n");
      sent.append(message.get("content").textValue());
    }
    assertThat(sent + "\n").isEqualTo(resource("turns.txt"));
    assertThat(request.get("model").textValue()).isEqualTo("smollm2-135m");
    assertThat(request.get("temperature").doubleValue()).isZero();
    assertThat(request.get("logprobs").booleanValue()).isTrue();
    assertThat(request.get("top_logprobs").intValue()).isEqualTo(20);
    assertThat(request.has("response_format")).isFalse();
    assertThat(request.has("grammar")).isFalse();
  }

  @Test
  void theReplyHasItsScoresItsTokensAndItsTime() throws IOException {
    Completion completion = ask(Asking.byLogProbabilities(), "turns.json");

    assertThat(completion.text()).isEqualTo("offload");
    assertThat(completion.usage()).contains(new Completion.Usage(393, 3));
    assertThat(completion.seconds()).isBetween(1e-6, 60.0);
    Completion.Scores scores = completion.scores().orElseThrow();
    assertThat(scores.likelier()).contains(Decision.OFFLOAD);
    assertThat(scores.offloadLogProbability()).isCloseTo(-0.49639472, within(1e-8));
    assertThat(scores.localLogProbability()).isCloseTo(-1.61593974, within(1e-8));
  }

  @Test
  void whatIsReadByItsReplyHasNoScoresThoughTheServerGivesThem() throws IOException {
    assertThat(ask(BY_REPLY, "turns.json").scores()).isEmpty();
  }

  @Test
  void theTokenThatDecidesIsFoundInsideAJsonObject() throws IOException {
    Completion json = ask(constrained(Constraint.JSON_SCHEMA), "turns-json.json");

    assertThat(json.text()).as("without its braces").isEqualTo("offload");
    // "off" and "Off"; the five alternatives have no beginning of "local".
    assertThat(json.scores().orElseThrow().offloadLogProbability())
        .isCloseTo(Math.log(Math.exp(-1.26774073) + Math.exp(-3.93971109)), within(1e-8));
    assertThat(json.scores().orElseThrow().bounded()).contains(Decision.LOCAL);
    assertThat(json.scores().orElseThrow().localLogProbability())
        .isCloseTo(-3.93971109, within(1e-8));
    JsonNode format = requests.get(0).get("response_format");
    assertThat(format.get("type").textValue()).isEqualTo("json_schema");
    JsonNode schema = format.at("/json_schema/schema");
    assertThat(schema.at("/properties/decision/enum").toString())
        .isEqualTo("[\"local\",\"offload\"]");
    assertThat(schema.get("required").toString()).isEqualTo("[\"decision\"]");
    assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void aGrammarIsSentAsLlamaCppKnowsIt() throws IOException {
    Completion completion = ask(constrained(Constraint.GRAMMAR), "turns-grammar.json");

    assertThat(requests.get(0).get("grammar").textValue())
        .isEqualTo("root ::= \"local\" | \"offload\"");
    assertThat(completion.text()).isEqualTo("offload");
    assertThat(completion.scores().orElseThrow().likelier()).contains(Decision.OFFLOAD);
  }

  @Test
  void scoringByReplyAsksForNoLogProbabilities() throws IOException {
    Completion completion = ask(BY_REPLY, "turns-without-log-probabilities.json");

    assertThat(requests.get(0).path("logprobs").asBoolean(false)).isFalse();
    assertThat(requests.get(0).has("top_logprobs")).isFalse();
    assertThat(completion.text()).isEqualTo("offload");
    assertThat(completion.scores()).isEmpty();
  }

  @Test
  void anEndpointThatSilentlyGivesNoLogProbabilitiesHasNoScores() throws IOException {
    assertThat(ask(Asking.byLogProbabilities(), "turns-without-log-probabilities.json").scores())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400", "403", "422"})
  void anEndpointThatRefusesLogProbabilitiesIsNamed(int status) throws IOException {
    String refusal =
        "{\"error\":{\"message\":\"You are not allowed to request logprobs from this model\","
            + "\"type\":\"invalid_request_error\",\"param\":\"logprobs\",\"code\":null}}";

    assertThatThrownBy(() -> answer(Asking.byLogProbabilities(), status, refusal))
        .isInstanceOfSatisfying(
            LanguageModelException.class,
            e -> assertThat(e.failure()).isEqualTo(ModelFailure.NO_LOG_PROBABILITIES))
        .hasMessageStartingWith(
            "the endpoint of smollm2-135m refuses log-probabilities with 20 alternatives: ")
        .hasMessageContaining("You are not allowed to request logprobs")
        .hasMessageEndingWith("\nAsk for fewer alternatives, or score by reply.");
  }

  @Test
  void otherRefusalsAreLeftAsTheyAre() {
    assertThatThrownBy(
            () -> answer(Asking.byLogProbabilities(), 400, "{\"error\":{\"message\":\"no\"}}"))
        .hasRootCauseInstanceOf(HttpException.class)
        .isNotInstanceOf(LanguageModelException.class);
    assertThatThrownBy(() -> answer(BY_REPLY, 400, "{\"error\":{\"message\":\"logprobs\"}}"))
        .isNotInstanceOf(LanguageModelException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "LOG_PROBABILITIES, 20, NONE, 'log-probabilities'",
    "LOG_PROBABILITIES, 100, GRAMMAR, 'log-probabilities of 100 alternatives, constrained by grammar'",
    "REPLY, 20, JSON_SCHEMA, 'reply, constrained by json-schema'",
    "REPLY, 7, NONE, reply"
  })
  void theSettingsAreSaidInWords(
      Scoring scoring, int alternatives, Constraint constraint, String words) {
    assertThat(new Asking(scoring, alternatives, constraint).words()).isEqualTo(words);
  }

  private Completion ask(Asking asking, String recording) throws IOException {
    return answer(asking, 200, resource(recording));
  }

  private Completion answer(Asking asking, int status, String response) throws IOException {
    try (RecordedServer server = new RecordedServer(status, response)) {
      OpenAiChatModel model =
          OpenAiChatModel.builder()
              .baseUrl(server.url())
              .apiKey("none")
              .modelName("smollm2-135m")
              .timeout(Duration.ofSeconds(20))
              .maxRetries(0)
              .strictJsonSchema(true)
              .build();
      try {
        return new Endpoint("smollm2-135m", model, asking).ask(prompt());
      } finally {
        for (String request : server.requests()) {
          requests.add(new ObjectMapper().readTree(request));
        }
      }
    }
  }

  private static Asking constrained(Constraint constraint) {
    return new Asking(Scoring.LOG_PROBABILITIES, 20, constraint);
  }

  /** The prompt of the resource: each message under its role. */
  private static Prompt prompt() throws IOException {
    List<Prompt.Message> messages = new ArrayList<>();
    Matcher block =
        Pattern.compile("(?ms)^\\[(\\w+)]\n(.*?)(?=^\\[|\\z)").matcher(resource("turns.txt"));
    while (block.find()) {
      Role role = Role.valueOf(block.group(1).toUpperCase(Locale.ROOT));
      messages.add(new Prompt.Message(role, block.group(2).strip()));
    }
    return new Prompt(messages);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = EndpointTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
