package io.nearfar.serving.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;

/** A request to another server. */
public final class OutgoingRequest {

  private OutgoingRequest() {}

  /**
   * A request to a path under a base URL.
   *
   * @param base with or without a slash at its end
   * @param path with a slash at its begin
   * @param connectDeadline longest wait for a connection
   */
  public static RequestOptions to(
      URI base, HttpMethod method, String path, Duration connectDeadline) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(base.toString().replaceAll("/+$", "") + path)
        .setConnectTimeout(connectDeadline.toMillis());
  }
}
