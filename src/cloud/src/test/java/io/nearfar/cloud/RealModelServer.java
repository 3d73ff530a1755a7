package io.nearfar.cloud;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;

/** A server of a real model that does what a test tells it. */
public final class RealModelServer implements QuarkusTestResourceLifecycleManager {

  private final Vertx vertx = Vertx.vertx();
  private volatile Consumer<HttpServerRequest> script = RealModelServer::healthy;

  /** From now on requests are answered so. */
  void script(Consumer<HttpServerRequest> next) {
    script = next;
  }

  /** Answers looks at its models, and everything else with two tokens. */
  static void healthy(HttpServerRequest request) {
    if (request.path().equals("/v1/models")) {
      request.response().end("{}");
      return;
    }
    begin(request, "far ");
    request.response().write(token("away"));
    request
        .response()
        .end(
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n");
  }

  /** The head of a stream and its first token. */
  static void begin(HttpServerRequest request, String first) {
    request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    request.response().write(token(first));
  }

  private static String token(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  @Override
  public Map<String, String> start() {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> script.accept(request))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return Map.of(
        "nearfar.upstream.url", "http://127.0.0.1:" + server.actualPort() + "/v1",
        "nearfar.upstream.first-token-deadline", "500ms",
        "nearfar.upstream.health-interval", "20ms");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(RealModelServer.class));
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
