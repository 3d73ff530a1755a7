package io.nearfar.serving.wire;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Set;

/**
 * A chat completion as it is asked of another server: always a stream with its usage, for that
 * server's own model. Messages and sampling go on as the client wrote them; what is not known here
 * does not, for an answer is one choice of text.
 */
public final class ForwardedRequest {

  private static final Set<String> PASSED =
      Set.of(
          "messages",
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "typical_p",
          "seed",
          "stop",
          "presence_penalty",
          "frequency_penalty",
          "repetition_penalty",
          "repeat_penalty",
          "logit_bias",
          "min_tokens",
          "ignore_eos",
          "response_format",
          "reasoning_effort",
          "chat_template_kwargs");

  /** Its newer name is not known to all servers. */
  private static final String MAX_TOKENS = "max_tokens";

  private static final Set<String> LIMITS = Set.of(MAX_TOKENS, "max_completion_tokens");

  private ForwardedRequest() {}

  /**
   * The body to be sent.
   *
   * @param body of the client, which has been read as a {@link ChatCompletionRequest}
   * @param model name of the model at the other server
   */
  public static byte[] of(byte[] body, String model) {
    return JsonBytes.encode(
        json -> {
          json.writeStartObject();
          json.writeStringField("model", model);
          json.writeBooleanField("stream", true);
          json.writeObjectFieldStart("stream_options");
          json.writeBooleanField("include_usage", true);
          json.writeEndObject();
          copy(body, json);
          json.writeEndObject();
        });
  }

  private static void copy(byte[] body, JsonGenerator to) throws IOException {
    boolean limited = false;
    try (JsonParser from = JsonBytes.FACTORY.createParser(body)) {
      from.nextToken();
      while (from.nextToken() != END_OBJECT) {
        String name = from.currentName();
        boolean absent = from.nextToken() == VALUE_NULL;
        if (!absent && PASSED.contains(name)) {
          to.writeFieldName(name);
          to.copyCurrentStructure(from);
        } else if (!absent && !limited && LIMITS.contains(name)) {
          limited = true;
          to.writeNumberField(MAX_TOKENS, from.getIntValue());
        } else {
          from.skipChildren();
        }
      }
    }
  }
}
