package io.nearfar.serving.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.backend.TokenListener;
import io.nearfar.serving.wire.Chunk;
import io.nearfar.serving.wire.EventReader;
import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The bytes of one answer of a model's server as tokens. A piece of text is taken for one token,
 * until the server says how many there were; what came in one read is handed on together.
 */
final class UpstreamStream {

  private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

  private final TokenListener listener;
  private final BooleanSupplier unwanted;
  private final EventReader events = new EventReader(this::event);
  private List<String> texts = new ArrayList<>();
  private boolean textsAreReasoning;
  private String finish;
  private Optional<Usage> usage = Optional.empty();
  private boolean begun;
  private boolean done;
  private UpstreamException failure;

  /**
   * A stream that has not begun.
   *
   * @param unwanted whether the listener wants no more, which may happen while it listens
   */
  UpstreamStream(TokenListener listener, BooleanSupplier unwanted) {
    this.listener = listener;
    this.unwanted = unwanted;
  }

  /**
   * Reads on and hands on what there is; what comes after the end says nothing.
   *
   * @throws io.nearfar.serving.wire.WireException when it is no chat completion
   * @throws UpstreamException when it tells of an error
   */
  void read(Buffer bytes) throws UpstreamException {
    try {
      events.feed(bytes);
    } finally {
      handOn();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void event(byte[] data) {
    if (done || failure != null) {
      return;
    }
    if (Arrays.equals(data, DONE)) {
      done = true;
      return;
    }
    Chunk chunk = Chunk.read(data);
    if (chunk.error().isPresent()) {
      failure = modelError("it told of an error: " + chunk.error().get());
      return;
    }
    add(chunk.reasoning(), true);
    add(chunk.content(), false);
    if (chunk.usage().isPresent()) {
      usage = chunk.usage();
    }
    chunk.finish().ifPresent(this::stopped);
  }

  private void stopped(String reason) {
    if (reason.equals("abort") || reason.equals("error")) {
      failure = modelError("it stopped with finish_reason \"" + reason + '"');
    } else {
      finish = reason;
    }
  }

  private static UpstreamException modelError(String message) {
    return new UpstreamException(UpstreamFailure.MODEL_ERROR, message, null);
  }

  private void add(String text, boolean isReasoning) {
    if (text.isEmpty()) {
      return;
    }
    if (isReasoning != textsAreReasoning) {
      handOn();
      textsAreReasoning = isReasoning;
    }
    texts.add(text);
  }

  private void handOn() {
    if (texts.isEmpty()) {
      return;
    }
    List<String> ready = texts;
    texts = new ArrayList<>();
    begun = true;
    if (unwanted.getAsBoolean()) {
      return;
    }
    if (textsAreReasoning) {
      listener.reasoning(ready);
    } else {
      listener.tokens(ready);
    }
  }

  /** Whether a token has come. */
  boolean begun() {
    return begun;
  }

  /** Whether the model has said why it stopped. */
  boolean finished() {
    return finish != null;
  }

  /** Whether the stream said its end. */
  boolean done() {
    return done;
  }

  /** How it ended; where the server does not say, the model had said all it wanted to. */
  Finish finish() {
    FinishReason reason =
        finish == null
            ? FinishReason.STOP
            : switch (finish) {
              case "length" -> FinishReason.LENGTH;
              case "content_filter" -> FinishReason.CONTENT_FILTER;
              default -> FinishReason.STOP;
            };
    return new Finish(reason, usage);
  }
}
