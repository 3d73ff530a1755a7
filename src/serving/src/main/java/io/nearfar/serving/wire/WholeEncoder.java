package io.nearfar.serving.wire;

import io.vertx.core.buffer.Buffer;

/** The JSON of an answer that is sent whole. */
public final class WholeEncoder {

  private WholeEncoder() {}

  /**
   * A {@code chat.completion} object with one choice and its usage.
   *
   * @param reasoning what the model thought before; empty when nothing
   */
  public static Buffer completion(
      AnswerIdentity identity, String text, String reasoning, FinishReason reason, Usage usage) {
    return Buffer.buffer(
        JsonBytes.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("id", identity.id());
              json.writeStringField("object", "chat.completion");
              json.writeNumberField("created", identity.createdEpochSeconds());
              json.writeStringField("model", identity.model());
              json.writeStringField("system_fingerprint", identity.fingerprint());
              json.writeArrayFieldStart("choices");
              json.writeStartObject();
              json.writeNumberField("index", 0);
              json.writeObjectFieldStart("message");
              json.writeStringField("role", "assistant");
              json.writeStringField("content", text);
              json.writeNullField("refusal");
              if (!reasoning.isEmpty()) {
                json.writeStringField("reasoning_content", reasoning);
              }
              json.writeEndObject();
              json.writeNullField("logprobs");
              json.writeStringField("finish_reason", reason.word());
              json.writeEndObject();
              json.writeEndArray();
              json.writeObjectFieldStart("usage");
              json.writeNumberField("prompt_tokens", usage.promptTokens());
              json.writeNumberField("completion_tokens", usage.outputTokens());
              json.writeNumberField("total_tokens", usage.totalTokens());
              json.writeEndObject();
              json.writeEndObject();
            }));
  }
}
