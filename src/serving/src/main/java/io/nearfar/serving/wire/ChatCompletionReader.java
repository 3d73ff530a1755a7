package io.nearfar.serving.wire;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;

/** One reading of one request body. */
final class ChatCompletionReader {

  private static final String MAX_TOKENS = "max_tokens";
  private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
  private static final String STREAM_OPTIONS = "stream_options";
  private static final String IGNORE_EOS = "ignore_eos";

  private final RequestLimits limits;
  private String model;
  private List<ChatMessage> messages;
  private boolean stream;
  private boolean streamOptions;
  private boolean includeUsage;
  private boolean ignoreEos;
  private OptionalInt maxTokens = OptionalInt.empty();
  private OptionalInt maxCompletionTokens = OptionalInt.empty();

  ChatCompletionReader(RequestLimits limits) {
    this.limits = limits;
  }

  ChatCompletionRequest read(byte[] body) {
    try (JsonParser json = JsonBytes.FACTORY.createParser(body)) {
      if (json.nextToken() != START_OBJECT) {
        throw ApiException.invalid(
            null,
            "invalid_json",
            "The request body must be a JSON object with model and messages.");
      }
      while (json.nextToken() != END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        field(name, json);
      }
      if (json.nextToken() != null) {
        throw ApiException.invalid(
            null, "invalid_json", "The request body goes on after the end of its JSON object.");
      }
    } catch (JsonProcessingException e) {
      throw invalidJson(where(e));
    } catch (CharConversionException e) {
      // Bytes that begin like UTF-16 or UTF-32, and are not.
      throw invalidJson(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot be read", e);
    }
    return checked();
  }

  private static ApiException invalidJson(String why) {
    return ApiException.invalid(null, "invalid_json", "The request body is not valid JSON: " + why);
  }

  private static String where(JsonProcessingException e) {
    String place =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    // Where an open object began is told by naming a source that is then not shown.
    return e.getOriginalMessage().replaceFirst(" \\([^(]*\\[Source: .*", "") + place;
  }

  private void field(String name, JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    boolean absent = token == VALUE_NULL;
    switch (name) {
      case "model" -> model = absent ? null : JsonFields.string(json, "model");
      case "messages" -> messages = absent ? null : ChatMessageReader.readAll(json);
      case "stream" -> stream = !absent && JsonFields.bool(json, "stream");
      case STREAM_OPTIONS -> streamOptions(json, absent);
      case MAX_TOKENS -> maxTokens = tokens(json, absent, MAX_TOKENS);
      case MAX_COMPLETION_TOKENS ->
          maxCompletionTokens = tokens(json, absent, MAX_COMPLETION_TOKENS);
      case IGNORE_EOS -> ignoreEos = !absent && JsonFields.bool(json, IGNORE_EOS);
      case "n" -> oneChoice(json, absent);
      default -> json.skipChildren();
    }
  }

  private void streamOptions(JsonParser json, boolean absent) throws IOException {
    streamOptions = !absent;
    includeUsage = false;
    if (absent) {
      return;
    }
    JsonFields.object(json, STREAM_OPTIONS);
    while (json.nextToken() != END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("include_usage")) {
        includeUsage = token != VALUE_NULL && JsonFields.bool(json, "stream_options.include_usage");
      } else {
        json.skipChildren();
      }
    }
  }

  private OptionalInt tokens(JsonParser json, boolean absent, String param) throws IOException {
    if (absent) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(JsonFields.integer(json, param, 1, limits.maxOutputTokens()));
  }

  private static void oneChoice(JsonParser json, boolean absent) throws IOException {
    if (!absent && JsonFields.integer(json, "n", 1, Integer.MAX_VALUE) != 1) {
      throw ApiException.invalid(
          "n",
          "unsupported_value",
          "n is " + json.getText() + "; one choice is generated: it must be 1.");
    }
  }

  private ChatCompletionRequest checked() {
    if (model == null || model.isBlank()) {
      throw ApiException.invalid(
          "model",
          "missing_required_parameter",
          "model is missing; it must name a model of GET /v1/models.");
    }
    if (messages == null) {
      throw ApiException.invalid(
          "messages",
          "missing_required_parameter",
          "messages is missing; it must be an array of messages.");
    }
    if (streamOptions && !stream) {
      throw ApiException.invalid(
          STREAM_OPTIONS, "invalid_value", "stream_options is only allowed when stream is true.");
    }
    if (maxTokens.isPresent()
        && maxCompletionTokens.isPresent()
        && maxTokens.getAsInt() != maxCompletionTokens.getAsInt()) {
      throw ApiException.invalid(
          MAX_COMPLETION_TOKENS,
          "invalid_value",
          "max_completion_tokens is "
              + maxCompletionTokens.getAsInt()
              + " and max_tokens is "
              + maxTokens.getAsInt()
              + "; they are two names of one limit: send one of them.");
    }
    OptionalInt limit = maxCompletionTokens.isPresent() ? maxCompletionTokens : maxTokens;
    if (ignoreEos && limit.isEmpty()) {
      throw ApiException.invalid(
          IGNORE_EOS,
          "invalid_value",
          "ignore_eos is true without max_tokens; send max_tokens with the exact length wanted.");
    }
    return new ChatCompletionRequest(model, messages, stream, includeUsage, limit, ignoreEos);
  }
}
