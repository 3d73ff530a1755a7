package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.edge.rig.Call;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.ScriptedServer;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.serving.wire.ProfileHeader;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudProbeTest {

  private static final Scenario SCENARIO = ScenarioReader.shipped("study");
  private static final String OURS = ProfileHeader.of(SCENARIO.pair().cloud());
  private static final String OTHER = ProfileHeader.of(SCENARIO.pair().edge());
  private static final double FAR_SECONDS = 0.3;

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedServer cloud = new ScriptedServer();
  private final BackhaulEstimate estimate = new BackhaulEstimate(5);
  private CloudProbe probe;

  @BeforeEach
  void start() {
    cloud.start();
  }

  @AfterEach
  void stop() {
    if (probe != null) {
      probe.close();
    }
    cloud.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void look(Duration interval) {
    Map<String, String> properties =
        Map.of(
            "nearfar.cloud.url",
            cloud.url(),
            "nearfar.cloud.probe-interval",
            interval.toMillis() + "ms",
            "nearfar.cloud.first-token-deadline",
            "1s");
    EdgeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(EdgeConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(EdgeConfig.class);
    probe = new CloudProbe(vertx, config, SCENARIO, estimate);
    probe.start(new StartupEvent());
  }

  private static void far(Call call, String... headers) throws Exception {
    Thread.sleep(Math.round(1e3 * FAR_SECONDS));
    call.whole(200, "{}", headers);
  }

  @Test
  void measuresTheBackhaulWhileNoTaskDoes() throws Exception {
    cloud.script(CloudProbeTest::far);
    look(Duration.ofMillis(1));
    Eventually.holds("measured", () -> estimate.samples() >= 2);

    assertThat(cloud.calls()).allMatch(call -> call.line().equals("GET /v1/models HTTP/1.1"));
    assertThat(estimate.seconds()).isGreaterThanOrEqualTo(FAR_SECONDS).isLessThan(5);
  }

  @Test
  void leavesTheEstimateToTasksWhileThereAreAny() throws Exception {
    cloud.script(CloudProbeTest::far);
    estimate.add(.02);
    look(Duration.ofSeconds(60));
    Eventually.holds("answered", () -> probe.serves() == CloudProbe.Serves.OUR_MODEL);

    assertThat(estimate.seconds()).isCloseTo(.02, within(1e-12));
    assertThat(estimate.samples()).isEqualTo(1);
  }

  @Test
  void tellsWhetherTheCloudNodeServesTheModelThatIsPromised() throws Exception {
    cloud.script(call -> call.whole(200, "{}", ProfileHeader.NAME + ": " + OTHER));
    look(Duration.ofMillis(1));
    Eventually.holds("another", () -> probe.serves() == CloudProbe.Serves.ANOTHER_MODEL);

    cloud.script(call -> call.whole(200, "{}", ProfileHeader.NAME + ": " + OURS));
    Eventually.holds("ours", () -> probe.serves() == CloudProbe.Serves.OUR_MODEL);
  }

  @Test
  void takesAServerThatStatesNoProfileForTheOneThatIsMeant() throws Exception {
    cloud.script(call -> call.whole(200, "{}"));
    look(Duration.ofMillis(1));
    Eventually.holds("ours", () -> probe.serves() == CloudProbe.Serves.OUR_MODEL);
  }

  @Test
  void looksAgainAfterAFailureAndASilence() throws Exception {
    cloud.script(call -> call.whole(503, "{}"));
    look(Duration.ofMillis(1));
    Eventually.holds("refused", () -> cloud.calls().size() >= 2);
    cloud.script(Call::abandoned);
    cloud.forget();
    Eventually.holds("silent", () -> cloud.busy() > 0 && !cloud.calls().isEmpty());
    assertThat(probe.serves()).isEqualTo(CloudProbe.Serves.UNKNOWN);
    assertThat(estimate.samples()).isZero();

    cloud.script(call -> call.whole(200, "{}"));
    Eventually.holds("answered", () -> probe.serves() == CloudProbe.Serves.OUR_MODEL);
    cloud.stop();
    Eventually.holds("gone", () -> probe.serves() == CloudProbe.Serves.UNKNOWN);
    cloud.start();
    Eventually.holds("back", () -> probe.serves() == CloudProbe.Serves.OUR_MODEL);
  }

  @Test
  void looksAgainAfterAnAnswerThatStallsAfterItsHead() throws Exception {
    cloud.script(
        call -> {
          call.headOnly();
          call.abandoned();
        });
    look(Duration.ofMillis(1));
    Eventually.holds("stalled", () -> cloud.busy() > 0);
    cloud.script(call -> call.whole(200, "{}", ProfileHeader.NAME + ": " + OTHER));
    Eventually.holds("looked", () -> probe.serves() == CloudProbe.Serves.ANOTHER_MODEL);
  }

  @Test
  void doesNotLookWithoutAnInterval() throws Exception {
    cloud.script(call -> call.whole(200, "{}"));
    look(Duration.ZERO);
    Thread.sleep(50);

    assertThat(cloud.calls()).isEmpty();
    assertThat(probe.serves()).isEqualTo(CloudProbe.Serves.NOT_ASKED);
  }
}
