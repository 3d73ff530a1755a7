package io.nearfar.languagemodel;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.LanguageModelException;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language model behind an OpenAI-compatible API, asked through LangChain4j. A call blocks its
 * thread; deadlines and retries are the caller's.
 *
 * @param name what the model is called
 * @param model the connection to it
 * @param asking how it is asked
 */
public record Endpoint(String name, ChatModel model, Asking asking) {

  /** One word; a model that wants to decorate it gets a little room. */
  private static final int MAX_REPLY_TOKENS = 16;

  /** A JSON object with one word in it, with the white space that a server may put in. */
  private static final int MAX_JSON_TOKENS = 32;

  /** The property that holds the answer in a reply constrained to JSON. */
  private static final String DECISION = "decision";

  private static final Pattern JSON_REPLY =
      Pattern.compile("\\s*\\{\\s*\"" + DECISION + "\"\\s*:\\s*\"(\\w+)\".*", Pattern.DOTALL);

  private static final String GRAMMAR =
      "root ::= \"" + Decision.LOCAL + "\" | \"" + Decision.OFFLOAD + "\"";

  /**
   * Asks once.
   *
   * @return the reply, its scores where the endpoint gave log-probabilities, and what it cost
   * @throws LanguageModelException when the endpoint refuses log-probabilities
   * @throws RuntimeException whatever LangChain4j throws, when the call fails otherwise
   */
  public Completion ask(Prompt prompt) {
    ChatRequest request =
        ChatRequest.builder()
            .messages(prompt.messages().stream().map(Endpoint::message).toList())
            .parameters(parameters())
            .build();
    long start = System.nanoTime();
    ChatResponse response;
    try {
      response = model.chat(request);
    } catch (RuntimeException e) {
      throw refusesLogProbabilities(e) ? refusal(e) : e;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String text = response.aiMessage().text();
    return new Completion(
        text == null ? "" : answer(text), scores(response), usage(response.tokenUsage()), seconds);
  }

  private static ChatMessage message(Prompt.Message message) {
    return switch (message.role()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> UserMessage.from(message.text());
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }

  private OpenAiChatRequestParameters parameters() {
    OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
    parameters.temperature(0.0);
    boolean json = asking.constraint() == Constraint.JSON_SCHEMA;
    parameters.maxOutputTokens(json ? MAX_JSON_TOKENS : MAX_REPLY_TOKENS);
    if (asking.scoring() == Scoring.LOG_PROBABILITIES) {
      parameters.logprobs(true);
      parameters.topLogprobs(asking.alternatives());
    }
    switch (asking.constraint()) {
      case NONE -> {}
      case JSON_SCHEMA -> parameters.responseFormat(responseFormat());
      case GRAMMAR -> parameters.customParameters(Map.of("grammar", GRAMMAR));
    }
    return parameters.build();
  }

  private static ResponseFormat responseFormat() {
    List<String> words = List.of(Decision.LOCAL.word(), Decision.OFFLOAD.word());
    JsonObjectSchema reply =
        JsonObjectSchema.builder()
            .addEnumProperty(DECISION, words)
            .required(DECISION)
            .additionalProperties(false)
            .build();
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(JsonSchema.builder().name(DECISION).rootElement(reply).build())
        .build();
  }

  /** The reply itself; of a reply constrained to JSON, what its property says. */
  private String answer(String text) {
    Matcher json = JSON_REPLY.matcher(text);
    boolean asked = asking.constraint() == Constraint.JSON_SCHEMA;
    return asked && json.matches() ? json.group(1) : text;
  }

  private Optional<Completion.Scores> scores(ChatResponse response) {
    // Some servers give them unasked.
    if (asking.scoring() == Scoring.REPLY
        || !(response.metadata() instanceof OpenAiChatResponseMetadata openAi)) {
      return Optional.empty();
    }
    return asking.constraint() == Constraint.JSON_SCHEMA
        ? AnswerScores.inObject(openAi.logProbs())
        : AnswerScores.of(openAi.logProbs());
  }

  private static Optional<Completion.Usage> usage(TokenUsage usage) {
    if (usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
      return Optional.empty();
    }
    return Optional.of(new Completion.Usage(usage.inputTokenCount(), usage.outputTokenCount()));
  }

  /** Whether the server refused the request, with log-probabilities named in what it says. */
  private boolean refusesLogProbabilities(Throwable failure) {
    if (asking.scoring() != Scoring.LOG_PROBABILITIES) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http && http.statusCode() / 100 == 4) {
        String said = String.valueOf(http.getMessage()).toLowerCase(Locale.ROOT);
        return said.contains("logprob") || said.contains("log prob");
      }
    }
    return false;
  }

  private LanguageModelException refusal(RuntimeException cause) {
    return new LanguageModelException(
        ModelFailure.NO_LOG_PROBABILITIES,
        "the endpoint of "
            + name
            + " refuses log-probabilities with "
            + asking.alternatives()
            + " alternatives: "
            + cause.getMessage()
            + "\nAsk for fewer alternatives, or score by reply.",
        cause);
  }
}
