package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.FarAnswers.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Call;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.Metrics;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Tier;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nobody generates for a client that has gone. */
@QuarkusTest
class DisconnectTest extends EdgeTest {

  private static final int HALF_OF_THE_WINDOW = 4;

  /** A fifth of the first token's deadline. */
  private static final int GIVEN_UP_MILLIS = 1000;

  private static final int BREAKER_DELAY_MILLIS = 300;

  private final CountDownLatch abandoned = new CountDownLatch(1);

  private void noteAbandonment(Call call) throws Exception {
    if (call.abandoned()) {
      abandoned.countDown();
    }
  }

  private void assertAbandoned(Tier tier) throws Exception {
    if (tier == Tier.CLOUD) {
      // Well before the deadline of the first token, which would do it as well.
      assertThat(abandoned.await(3, TimeUnit.SECONDS)).as("upstream request is reset").isTrue();
    }
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(task.tier()).isEqualTo(tier);
  }

  private void assertLocalGenerationIsCancelled(boolean streamed) throws Exception {
    double before = metrics().value("nearfar_generations_total", "outcome", "cancelled");
    Http client = dial(Ask.near().streamed(streamed).tokens(30_000));
    Eventually.holds("it is running", () -> active(metrics()) == 1);
    if (streamed) {
      assertThat(client.lineWith("data: ")).isNotNull();
    }
    client.close();
    Eventually.holds("it is gone", () -> active(metrics()) == 0);
    assertThat(metrics().value("nearfar_generations_total", "outcome", "cancelled"))
        .isEqualTo(before + 1);
    assertAbandoned(Tier.EDGE);
  }

  private static double active(Metrics metrics) {
    return metrics.value("nearfar_generations_active", "tier", "edge");
  }

  @Test
  void aStreamedLocalGenerationIsCancelled() throws Exception {
    assertLocalGenerationIsCancelled(true);
  }

  @Test
  void aWholeLocalGenerationIsCancelled() throws Exception {
    assertLocalGenerationIsCancelled(false);
  }

  @Test
  void aHopIsAbandonedBeforeItsHead() throws Exception {
    cloud.script(this::noteAbandonment);
    Http client = dial(Ask.far().streamed());
    Eventually.holds("the cloud is asked", () -> cloud.calls().size() == 1);
    client.close();
    assertAbandoned(Tier.CLOUD);
    assertThat(cloud.calls()).hasSize(1);
  }

  @Test
  void aHopIsAbandonedBetweenHeadAndFirstToken() throws Exception {
    cloud.script(
        call -> {
          call.headOnly();
          noteAbandonment(call);
        });
    Http client = dial(Ask.far().streamed());
    Eventually.holds("the cloud is asked", () -> cloud.calls().size() == 1);
    client.close();
    assertAbandoned(Tier.CLOUD);
  }

  @Test
  void aHopIsAbandonedInsideAStream() throws Exception {
    cloud.script(
        call -> {
          call.begin(token("one"));
          noteAbandonment(call);
        });
    Http client = dial(Ask.far().streamed());
    assertThat(client.lineWith("data: ")).contains("one");
    client.close();
    assertAbandoned(Tier.CLOUD);
  }

  @Test
  void aHopIsAbandonedInsideAWholeAnswer() throws Exception {
    cloud.script(
        call -> {
          call.raw(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{");
          noteAbandonment(call);
        });
    Http client = dial(Ask.far());
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    client.close();
    assertAbandoned(Tier.CLOUD);
  }

  @Test
  void nobodyIsAskedOnceMoreForAClientThatHasGone() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    cloud.script(
        call -> {
          assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
          call.close();
        });
    Http client = dial(Ask.far().streamed());
    Eventually.holds("the cloud is asked", () -> cloud.calls().size() == 1);
    client.close();
    assertThat(taskRecord().ending()).isEqualTo(Ending.CANCELLED);
    gone.countDown();
    assertThat(answer(Ask.near().tokens(1)).statusCode()).isEqualTo(200);
    assertThat(cloud.calls()).hasSize(1);
  }

  @Test
  void clientsWhoGiveUpACloudThatHangsOpenTheBreaker() throws Exception {
    cloud.script(this::noteAbandonment);
    List<Http> clients = new ArrayList<>();
    for (int i = 0; i < HALF_OF_THE_WINDOW; i++) {
      clients.add(dial(Ask.far().streamed()));
    }
    Eventually.holds("all wait", () -> cloud.calls().size() == HALF_OF_THE_WINDOW);
    TimeUnit.MILLISECONDS.sleep(GIVEN_UP_MILLIS);
    for (Http client : clients) {
      client.close();
    }
    Eventually.holds("the breaker is open", () -> breakerIs("open"));
    TimeUnit.MILLISECONDS.sleep(BREAKER_DELAY_MILLIS);

    Http trial = dial(Ask.far().streamed());
    Eventually.holds("the cloud is tried again", () -> breakerIs("half-open"));
    Eventually.holds("and asked", () -> cloud.calls().size() == HALF_OF_THE_WINDOW + 1);
    trial.close();
    Eventually.holds("that proved nothing", () -> breakerIs("open"));
  }

  private boolean breakerIs(String state) {
    return metrics().value("nearfar_hop_breaker", "state", state) == 1;
  }
}
