package io.nearfar.serving.wire;

import java.util.List;
import java.util.OptionalInt;

/**
 * A request to {@code POST /v1/chat/completions}, as far as Nearfar reads it. Fields it does not
 * know are left alone; those it knows are checked.
 *
 * @param model name or alias of the model asked for
 * @param messages at least one
 * @param stream whether the answer is wanted token by token, as server-sent events
 * @param includeUsage whether a stream ends with a usage chunk ({@code
 *     stream_options.include_usage})
 * @param maxTokens largest number of output tokens ({@code max_tokens} or its newer name {@code
 *     max_completion_tokens}), >= 1
 * @param ignoreEos the model goes on until {@code maxTokens}, for an answer of exactly that length;
 *     then {@code maxTokens} is present
 */
public record ChatCompletionRequest(
    String model,
    List<ChatMessage> messages,
    boolean stream,
    boolean includeUsage,
    OptionalInt maxTokens,
    boolean ignoreEos) {

  /** Bytes of text taken for one token. */
  public static final int BYTES_PER_TOKEN = 4;

  public ChatCompletionRequest {
    messages = List.copyOf(messages);
  }

  /**
   * Reads a request body, once and without a tree.
   *
   * @throws ApiException with status 400 that names the field, its value and what would be valid
   */
  public static ChatCompletionRequest read(byte[] body, RequestLimits limits) {
    return new ChatCompletionReader(limits).read(body);
  }

  /** Estimated length of the prompt in tokens: bytes of all contents over 4, rounded up. */
  public int promptTokens() {
    long bytes = 0;
    for (ChatMessage message : messages) {
      bytes += message.contentBytes();
    }
    return Math.toIntExact((bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
  }
}
