package io.nearfar.edge.cell;

import static io.nearfar.edge.rig.FarAnswers.ending;
import static io.nearfar.edge.rig.FarAnswers.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.Metrics;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.radio.Cell;
import io.nearfar.model.radio.CellSnapshot;
import io.nearfar.model.scenario.Scenario;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Users with a place in a cell. */
@QuarkusTest
@TestProfile(CellProfile.class)
class CellTest extends EdgeTest {

  @Inject Scenario scenario;

  private JsonNode cell() {
    HttpResponse<String> response = get("/api/cell");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A user's tokens: expected short, so generated near. */
  private static Ask nearUser(int user, int tokens) {
    return Ask.near().streamed().tokens(tokens).with("Nearfar-User", "" + user);
  }

  @Test
  void showsPositionsAndRatesOfTheEpochInForce() {
    JsonNode shown = cell();
    CellSnapshot expected = scenario.cell().orElseThrow().snapshot(shown.get("epoch").longValue());

    assertThat(shown.get("updateSeconds").doubleValue()).isEqualTo(.25);
    assertThat(shown.get("pacing").booleanValue()).isTrue();
    assertThat(shown.get("propagation").textValue()).isEqualTo("uma");
    assertThat(shown.get("interSiteDistanceMetres").doubleValue()).isEqualTo(500);
    assertThat(shown.get("users")).hasSize(2);
    for (int user = 0; user < 2; user++) {
      JsonNode link = shown.get("users").get(user);
      CellSnapshot.UserLink same = expected.users().get(user);
      assertThat(link.get("user").intValue()).isEqualTo(user);
      assertThat(link.get("xMetres").doubleValue()).isEqualTo(same.xMetres());
      assertThat(link.get("yMetres").doubleValue()).isEqualTo(same.yMetres());
      assertThat(link.get("distanceMetres").doubleValue()).isEqualTo(same.distanceMetres());
      assertThat(link.get("lineOfSight").booleanValue()).isEqualTo(same.lineOfSight());
      assertThat(link.get("meanSinrDb").doubleValue()).isEqualTo(same.meanSinrDb());
      assertThat(link.get("bitPerSecond").doubleValue()).isEqualTo(same.bitPerSecond());
    }
  }

  @Test
  void computesRatesOnSchedule() throws Exception {
    JsonNode before = cell();
    Eventually.holds("the next epoch", () -> !cell().get("epoch").equals(before.get("epoch")));
    JsonNode after = cell();

    assertThat(after.at("/users/0/xMetres")).isEqualTo(before.at("/users/0/xMetres"));
    assertThat(after.at("/users/0/bitPerSecond")).isNotEqualTo(before.at("/users/0/bitPerSecond"));
  }

  @Test
  void pacesTheTokensOfTheModelOnThisNode() throws Exception {
    assertThat(answer(nearUser(1, 10)).body()).contains("[DONE]");
    TaskRecord task = taskRecord();

    double onAir = task.analytic().tpotSeconds().orElseThrow();
    assertRateOfAnEpoch(onAir, 1);
    assertThat(onAir).isGreaterThan(.005);
    assertThat(task.analytic().ttftSeconds().orElseThrow()).isCloseTo(.02 + onAir, within(1e-9));
    assertThat(task.analytic().delaySeconds()).isCloseTo(.02 + 10 * onAir, within(1e-9));
    assertThat(task.verdict().radioSeconds()).isZero();
    // The clock of the timers rounds to nanoseconds; nothing comes before it is due.
    assertThat(task.measured().ttftSeconds().orElseThrow())
        .isGreaterThan(task.analytic().ttftSeconds().orElseThrow() - 1e-6);
    assertThat(task.measured().delaySeconds()).isGreaterThan(task.analytic().delaySeconds() - 1e-6);
    assertThat(task.verdict().reward())
        .isCloseTo(40 - task.measured().delaySeconds(), within(1e-9));
  }

  @Test
  void pacesTheTokensOfTheCloudOneByOne() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int k = 0; k < 10; k++) {
      all.append(token("word" + k));
    }
    cloud.script(
        call -> {
          // In one piece: it is the gateway that takes its time.
          call.begin(all.toString());
          call.more(ending());
          call.end();
        });
    HttpResponse<String> response = answer(Ask.far().streamed().with("Nearfar-User", "0"));

    assertThat(response.body()).isEqualTo(all + ending());
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(task.task().outputTokens()).isEqualTo(10);
    double onAir = task.analytic().tpotSeconds().orElseThrow();
    assertRateOfAnEpoch(onAir, 0);
    assertThat(task.measured().delaySeconds() - task.measured().ttftSeconds().orElseThrow())
        .isGreaterThan(6 * onAir);
    assertThat(task.measured().delaySeconds()).isGreaterThan(10 * onAir - 1e-6);
    assertThat(Double.parseDouble(response.headers().firstValue("nearfar-predicted-ttft").get()))
        .isCloseTo(task.analytic().ttftSeconds().orElseThrow(), within(1e-6));
  }

  @Test
  void aClientWithoutAPlaceHasNoRadioShare() throws Exception {
    answer(Ask.near().streamed().tokens(10));
    TaskRecord task = taskRecord();

    assertThat(task.analytic().tpotSeconds()).hasValue(.005);
    assertThat(task.analytic().delaySeconds()).isCloseTo(.065, within(1e-9));
    assertThat(task.verdict().radioSeconds()).isZero();
    assertThat(task.verdict().analyticReward()).isCloseTo(40 - .065, within(1e-9));
  }

  @Test
  void aWholeAnswerIsNotPacedAndHasTheRadioShareOfTheModel() throws Exception {
    answer(nearUser(0, 10).streamed(false));
    TaskRecord task = taskRecord();

    assertThat(task.analytic().delaySeconds()).isCloseTo(.065, within(1e-9));
    // On air longer than in decoding: the first token, and what the other nine wait.
    double onAir = (task.verdict().radioSeconds() + 9 * .005) / 10;
    assertRateOfAnEpoch(onAir, 0);
    assertThat(task.verdict().reward())
        .isCloseTo(
            40 - task.measured().delaySeconds() - task.verdict().radioSeconds(), within(1e-9));
  }

  @Test
  void holdsTheCloudBackAndLosesNothingWhenTheUserGoes() throws Exception {
    String words = "many words ".repeat(1500);
    AtomicLong written = new AtomicLong();
    cloud.script(
        call -> {
          call.begin(token("one"));
          for (int k = 0; k < 4000; k++) {
            call.more(token(words));
            written.incrementAndGet();
          }
        });
    Http client = dial(Ask.far().streamed().with("Nearfar-User", "0"));
    for (int k = 0; k < 20; k++) {
      assertThat(client.lineWith("data: ")).isNotNull();
    }

    // What the buffers of the sockets hold, and what waits for the air: not what could be sent.
    assertThat(written.get()).isLessThan(2000);
    client.close();
    Eventually.holds("the cloud is free", () -> cloud.busy() == 0);
    assertThat(taskRecord().ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void whatIsOnAirArrivesBeforeTheNewsThatTheAnswerBroke() throws Exception {
    cloud.script(
        call -> {
          call.begin(token("one"));
          call.more(token("more").repeat(30));
          // Long enough to be read, and short against the time on air.
          Thread.sleep(300);
          call.close();
        });
    String body = answer(Ask.far().streamed().with("Nearfar-User", "0")).body();

    assertThat(body).startsWith(token("one") + token("more").repeat(30)).contains("\"error\"");
    assertThat(taskRecord().ending()).isEqualTo(Ending.FAILED);
  }

  @Test
  void publishesTheCellWithoutALabelForEachUser() {
    Metrics metrics = metrics();
    double min = metrics.value("nearfar_cell_rate_bits_per_second", "statistic", "min");
    double mean = metrics.value("nearfar_cell_rate_bits_per_second", "statistic", "mean");
    double max = metrics.value("nearfar_cell_rate_bits_per_second", "statistic", "max");

    assertThat(min).isPositive().isLessThan(mean);
    assertThat(max).isGreaterThan(mean);
    assertThat(metrics.series("nearfar_cell_rate_bits_per_second")).hasSize(3);
    assertThat(metrics.series("nearfar_cell_sinr_decibels")).hasSize(3);
    assertThat(metrics.value("nearfar_cell_users")).isEqualTo(2);
    assertThat(metrics.value("nearfar_cell_failures_total")).isZero();
    assertThat(metrics.series("nearfar_cell_epoch")).hasSize(1);
    assertThat(metrics.series("nearfar_cell_line_of_sight_ratio")).hasSize(1);
  }

  /** The rates of the first epochs are known; one of them was in force. */
  private void assertRateOfAnEpoch(double onAirSeconds, int user) {
    Cell cell = scenario.cell().orElseThrow();
    long now = cell().get("epoch").longValue();
    boolean found = false;
    for (long epoch = now; epoch >= 0 && !found; epoch--) {
      double rate = cell.snapshot(epoch).users().get(user).bitPerSecond();
      found = Math.abs(onAirSeconds - 128 / rate) < 1e-9;
    }
    assertThat(found).as("8 s/C of an epoch up to " + now).isTrue();
  }
}
