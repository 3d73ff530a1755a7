package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The server-sent events of one streamed answer: one event a token, the first of them with the
 * role, then the finish chunk, the usage chunk when asked for, and {@code [DONE]}.
 *
 * <p>All that the chunks share is encoded once a stream; a token costs two copies and its own
 * escaping.
 */
public final class ChunkEncoder {

  private static final byte[] EVENT_START = "data: ".getBytes(UTF_8);
  private static final byte[] EVENT_END = "\n\n".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  private final boolean includeUsage;
  private final String head;
  private final byte[] firstPrefix;
  private final byte[] prefix;
  private final byte[] firstReasoningPrefix;
  private final byte[] reasoningPrefix;
  private final byte[] suffix;
  private boolean begun;

  public ChunkEncoder(AnswerIdentity identity, boolean includeUsage) {
    this.includeUsage = includeUsage;
    head =
        "data: {\"id\":"
            + quoted(identity.id())
            + ",\"object\":\"chat.completion.chunk\",\"created\":"
            + identity.createdEpochSeconds()
            + ",\"model\":"
            + quoted(identity.model())
            + ",\"system_fingerprint\":"
            + quoted(identity.fingerprint())
            + ",\"choices\":[";
    firstPrefix = prefix("\"role\":\"assistant\",\"content\":\"");
    prefix = prefix("\"content\":\"");
    firstReasoningPrefix = prefix("\"role\":\"assistant\",\"reasoning_content\":\"");
    reasoningPrefix = prefix("\"reasoning_content\":\"");
    suffix = ("\"},\"logprobs\":null,\"finish_reason\":null}]" + end()).getBytes(UTF_8);
  }

  private byte[] prefix(String delta) {
    return (head + "{\"index\":0,\"delta\":{" + delta).getBytes(UTF_8);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private String end() {
    return includeUsage ? ",\"usage\":null}\n\n" : "}\n\n";
  }

  /**
   * The events of some tokens, in pooled memory off the heap: to be released by the caller when
   * they have been written. On the heap these bytes would be most of what a token allocates, and
   * the pauses of the garbage collector most of what makes tokens late.
   */
  public ByteBuf tokens(List<String> texts) {
    return events(texts, firstPrefix, prefix);
  }

  /**
   * The same of what a model thinks before it answers, as {@code reasoning_content}: llama.cpp,
   * vLLM and others call it so, and OpenAI has no name for it.
   */
  public ByteBuf reasoning(List<String> texts) {
    return events(texts, firstReasoningPrefix, reasoningPrefix);
  }

  private ByteBuf events(List<String> texts, byte[] firstEvent, byte[] event) {
    ByteBuf events =
        PooledByteBufAllocator.DEFAULT.directBuffer(
            texts.size() * (event.length + suffix.length + 16) + 32);
    JsonStringEncoder escape = JsonStringEncoder.getInstance();
    for (int i = 0; i < texts.size(); i++) {
      events.writeBytes(begun ? event : firstEvent);
      events.writeBytes(escape.quoteAsUTF8(texts.get(i)));
      events.writeBytes(suffix);
      begun = true;
    }
    return events;
  }

  /** The events after the last token, in one buffer. */
  public Buffer finish(FinishReason reason, Usage usage) {
    Buffer buffer = Buffer.buffer(1024);
    buffer.appendString(
        head
            + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""
            + reason.word()
            + "\"}]"
            + end());
    if (includeUsage) {
      buffer.appendString(
          head
              + "],\"usage\":{\"prompt_tokens\":"
              + usage.promptTokens()
              + ",\"completion_tokens\":"
              + usage.outputTokens()
              + ",\"total_tokens\":"
              + usage.totalTokens()
              + "}}\n\n");
    }
    return buffer.appendBytes(DONE);
  }

  /** The event that ends a stream broken after its first token; no {@code [DONE]} follows. */
  public static Buffer failure(ApiException error) {
    return Buffer.buffer(512)
        .appendBytes(EVENT_START)
        .appendBytes(error.body())
        .appendBytes(EVENT_END);
  }
}
