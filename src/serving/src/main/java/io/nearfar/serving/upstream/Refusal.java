package io.nearfar.serving.upstream;

import io.nearfar.serving.wire.Chunk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/** Reads why a model's server answers with an HTTP status of an error. */
final class Refusal {

  /** The sentence of an error is near the begin; the rest is not worth its memory. */
  private static final int MOST_BYTES = 64 * 1024;

  private Refusal() {}

  /** Reads the body and then tells what went wrong, once. */
  static void read(HttpClientResponse response, Consumer<UpstreamException> told) {
    Buffer body = Buffer.buffer();
    response.handler(
        bytes -> {
          if (body.length() + bytes.length() <= MOST_BYTES) {
            body.appendBuffer(bytes);
          } else {
            told.accept(of(response.statusCode(), Buffer.buffer()));
          }
        });
    response.endHandler(end -> told.accept(of(response.statusCode(), body)));
  }

  private static UpstreamException of(int status, Buffer body) {
    UpstreamFailure failure =
        switch (status) {
          case 400, 413, 422 -> UpstreamFailure.REFUSED;
          case 429, 503 -> UpstreamFailure.BUSY;
          default -> UpstreamFailure.STATUS;
        };
    String message =
        "HTTP status " + status + Chunk.errorOf(body.getBytes()).map(m -> ", " + m).orElse("");
    return new UpstreamException(failure, message, null);
  }
}
