package io.nearfar.edge.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.backhaul.CloudHop;
import io.nearfar.edge.experience.TaskStore;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A test of a running edge agent. Each test finds a healthy cloud node, a closed circuit breaker
 * with a clean window, and a policy that has short tasks answered near and long ones far.
 */
@WithTestResource(value = Rig.class, scope = TestResourceScope.GLOBAL)
public abstract class EdgeTest {

  /** No experience of a test comes near it. */
  private static final double BEYOND_DOUBT = 1e6;

  private static final int BREAKER_WINDOW = 8;

  @TestHTTPResource("/")
  protected URI base;

  protected ScriptedServer cloud;
  protected Database database;

  @Inject protected DeployedPolicy deployed;
  @Inject protected TaskStore store;
  @Inject CloudHop hop;

  /** Label of the test's own tasks. */
  protected String run;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Http> sockets = new ArrayList<>();

  @BeforeEach
  void calm(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    run = name.substring(0, Math.min(60, name.length()));
    deployed.learner().ifPresent(learner -> learner.recall(settled()));
    cloud.script(FarAnswers::healthy);
    for (int i = 0; i < BREAKER_WINDOW; i++) {
      Eventually.holds("the cloud answers", () -> status(pinnedFar()) == 200);
    }
    Eventually.holds("breaker closed", () -> hop.breaker() == CircuitBreakerState.CLOSED);
    Eventually.holds(
        "nothing is running",
        () -> metrics().value("nearfar_generations_active", "tier", "edge") == 0);
    cloud.forget();
  }

  private static Ask pinnedFar() {
    return Ask.decided().model("nearfar-offload").with("Nearfar-Run", "calm");
  }

  private static List<Experience> settled() {
    List<Experience> experiences = new ArrayList<>();
    for (ServiceType type : ServiceType.values()) {
      experiences.add(experience("short", type, Decision.LOCAL));
      experiences.add(experience("long", type, Decision.OFFLOAD));
    }
    return experiences;
  }

  private static Experience experience(String size, ServiceType type, Decision decision) {
    return new Experience(Condition.of(size, type.word()), decision, BEYOND_DOUBT, Evaluation.GOOD);
  }

  /** Whatever a test did, nothing of it may stay. */
  @AfterEach
  void hangUp() throws Exception {
    for (Http socket : sockets) {
      socket.close();
    }
    Eventually.holds(
        "no request but this one is open",
        () -> metrics().value("http_server_active_requests") == 1);
    Eventually.holds("no hop is open", () -> cloud.busy() == 0);
  }

  /** Sends a request of the test's run and waits for all of the answer. */
  protected HttpResponse<String> answer(Ask ask) {
    return send(mine(ask).request(base), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a request of the test's run and waits for the head of the answer. */
  protected HttpResponse<InputStream> open(Ask ask) {
    return send(mine(ask).request(base), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Gets a path. */
  protected HttpResponse<String> get(String path) {
    return send(
        HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends any request. */
  protected <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    HttpRequest bounded =
        HttpRequest.newBuilder(request, (name, value) -> true)
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return client.send(bounded, handler);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int status(Ask ask) {
    return send(ask.request(base), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** Asks on a connection of its own, which the test may treat badly. */
  protected Http dial(Ask ask) throws IOException {
    Http socket = new Http(base);
    sockets.add(socket);
    socket.ask(mine(ask));
    return socket;
  }

  /** The request as one of the test's run. */
  protected Ask mine(Ask ask) {
    return ask.with("Nearfar-Run", run);
  }

  /** The metrics as they are now. */
  protected Metrics metrics() {
    return new Metrics(get("/q/metrics").body());
  }

  /** The record of the only task of the test's run, as soon as it is in the database. */
  protected TaskRecord taskRecord() throws InterruptedException {
    return taskRecords(1).get(0);
  }

  /** All records of the test's run, as soon as there are so many. */
  protected List<TaskRecord> taskRecords(int count) throws InterruptedException {
    Eventually.holds(count + " records of " + run, () -> store.count(run) >= count);
    List<TaskRecord> tasks = store.page(run, 0, 100).tasks();
    assertThat(tasks).hasSize(count);
    return tasks;
  }

  /** Lines of a stream. */
  protected static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }
}
