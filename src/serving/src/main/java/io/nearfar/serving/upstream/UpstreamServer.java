package io.nearfar.serving.upstream;

import io.nearfar.serving.config.HttpUrl;
import io.nearfar.serving.config.UpstreamConfig;
import io.nearfar.serving.http.OutgoingRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a model's server is and how it is asked.
 *
 * @param url base URL, with {@code /v1}
 * @param model name of the model there
 * @param apiKey key, if it needs one
 * @param connectDeadline longest wait for a connection
 * @param firstTokenDeadline longest wait for the first token, connection included
 * @param idleDeadline longest pause inside an answer
 */
public record UpstreamServer(
    URI url,
    String model,
    Optional<String> apiKey,
    Duration connectDeadline,
    Duration firstTokenDeadline,
    Duration idleDeadline) {

  /**
   * Shorter than that of the servers in use (5 s where uvicorn or cpp-httplib is in them): a
   * connection that its server is just closing is not taken.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  /**
   * The server that is configured; empty when none is.
   *
   * @param modelName name of the node's model in the scenario
   * @throws ConfigurationException when the URL is not valid, or missing and other keys are not
   */
  public static Optional<UpstreamServer> of(UpstreamConfig config, String modelName) {
    if (config.url().isEmpty()) {
      if (config.model().isPresent() || config.apiKey().isPresent()) {
        throw new ConfigurationException(
            "nearfar.upstream."
                + (config.model().isPresent() ? "model" : "api-key")
                + " is set without nearfar.upstream.url; it must say where that model is, like"
                + " http://localhost:8000/v1");
      }
      return Optional.empty();
    }
    return Optional.of(
        new UpstreamServer(
            HttpUrl.checked("nearfar.upstream.url", config.url().get(), "http://localhost:8000/v1"),
            config.model().orElse(modelName),
            config.apiKey(),
            config.connectDeadline(),
            config.firstTokenDeadline(),
            config.idleDeadline()));
  }

  /** A request to one of its paths, such as {@code /models}. */
  RequestOptions request(HttpMethod method, String path) {
    RequestOptions request = OutgoingRequest.to(url, method, path, connectDeadline);
    apiKey.ifPresent(key -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key));
    return request;
  }

  /**
   * Options of a client for it.
   *
   * @param connections most at the same time
   */
  HttpClientOptions client(int connections) {
    return new HttpClientOptions()
        .setMaxPoolSize(connections)
        .setConnectTimeout((int) connectDeadline.toMillis())
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setDecompressionSupported(false);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return model + " at " + url;
  }
}
