package io.nearfar.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.FarAnswers;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.Metrics;
import io.nearfar.model.outcome.Ending;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MetricsTest extends EdgeTest {

  private static final Pattern BUCKET = Pattern.compile("le=\"([^\"]+)\"");

  /** One task of every kind. */
  private void everything() throws Exception {
    for (String service : new String[] {"regular", "quality-preferred"}) {
      for (Ask ask : new Ask[] {Ask.near().tokens(3), Ask.far()}) {
        answer(ask.streamed().with("Nearfar-Service-Type", service));
        answer(ask.with("Nearfar-Service-Type", service));
      }
    }
    answer(Ask.near().model("nearfar-local").tokens(1));
    cloud.script(call -> call.whole(503, "{}"));
    answer(Ask.far().tokens(1));
    cloud.script(FarAnswers::healthy);
    Http gone = dial(Ask.near().streamed().tokens(30_000));
    gone.lineWith("data: ");
    gone.close();
    Eventually.holds("it is cancelled", () -> metrics().value("nearfar_generations_active") == 0);
  }

  @Test
  void aWarmUpLeavesNoTrace() throws Exception {
    double before = metrics().value("nearfar_tasks_total");
    for (Ask ask : new Ask[] {Ask.near().tokens(3), Ask.far()}) {
      assertThat(answer(ask.with("Nearfar-Warm-Up", "true")).statusCode()).isEqualTo(200);
    }
    answer(Ask.near().tokens(3));

    assertThat(taskRecord().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(metrics().value("nearfar_tasks_total")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_ai_server_time_to_first_token_seconds_count",
        "gen_ai_server_time_per_output_token_seconds_count",
        "gen_ai_server_request_duration_seconds_count",
        "nearfar_service_delay_seconds_count",
        "nearfar_backhaul_delay_seconds_count",
        "nearfar_model_compared_seconds_total",
        "nearfar_model_relative_error_count",
        "nearfar_reward_seconds",
        "nearfar_regret_seconds",
        "nearfar_decision_latency_seconds_count",
        "nearfar_gateway_overhead_seconds_count",
        "nearfar_epsilon",
        "nearfar_backhaul_estimate_seconds",
        "nearfar_hop_breaker",
        "nearfar_pool_size",
        "nearfar_pool_version",
        "nearfar_decision_model_calls_total",
        "nearfar_decision_model_unusable_replies_total",
        "nearfar_decision_cache_hits_total",
        "nearfar_decision_model_prompt_tokens_total",
        "nearfar_decision_model_reply_tokens_total",
        "nearfar_decision_model_time_seconds_total",
        "nearfar_decision_fallbacks_total",
        "nearfar_decisions_total",
        "nearfar_tasks_total",
        "nearfar_tasks_infeasible_total",
        "nearfar_fallbacks_total",
        "nearfar_transmission_delay_seconds_count",
        "nearfar_records_waiting",
        "nearfar_records_journal_limit_bytes",
        "nearfar_records_journal_records",
        "nearfar_records_journal_size_bytes",
        "nearfar_records_written_total",
        "nearfar_records_dropped_total",
        "nearfar_generations_active",
        "nearfar_generations_total",
        "nearfar_token_lateness_seconds_count"
      })
  void isThereFromTheStart(String name) {
    assertThat(metrics().series(name)).isNotEmpty();
  }

  @Test
  void countsTasksDecisionsAndFallbacksByTheirWords() throws Exception {
    everything();
    Metrics metrics = metrics();
    for (String tier : new String[] {"edge", "cloud"}) {
      for (String service : new String[] {"regular", "quality-preferred"}) {
        assertThat(
                metrics.value(
                    "nearfar_tasks_total",
                    "tier",
                    tier,
                    "service_type",
                    service,
                    "ending",
                    "completed"))
            .isPositive();
      }
    }
    assertThat(metrics.value("nearfar_tasks_total", "ending", "cancelled")).isPositive();
    assertThat(metrics.value("nearfar_tasks_total", "feasible", "false")).isPositive();
    assertThat(metrics.value("nearfar_decisions_total", "decision", "local", "origin", "pinned"))
        .isPositive();
    assertThat(metrics.value("nearfar_decisions_total", "decision", "offload", "origin", "cached"))
        .isPositive();
    assertThat(metrics.value("nearfar_fallbacks_total", "from", "cloud", "reason", "status"))
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({"measured", "analytic"})
  void setsBothSourcesSideBySide(String source) throws Exception {
    everything();
    Metrics metrics = metrics();
    for (String name :
        new String[] {
          "gen_ai_server_time_to_first_token_seconds",
          "gen_ai_server_time_per_output_token_seconds",
          "gen_ai_server_request_duration_seconds",
          "nearfar_service_delay_seconds"
        }) {
      for (String tier : new String[] {"edge", "cloud"}) {
        for (String service : new String[] {"regular", "quality-preferred"}) {
          assertThat(
                  metrics.value(
                      name + "_count", "source", source, "tier", tier, "service_type", service))
              .as("%s of %s tasks at %s", name, service, tier)
              .isPositive();
        }
      }
    }
    assertThat(
            metrics.value(
                "nearfar_backhaul_delay_seconds_count", "source", source, "tier", "cloud"))
        .isPositive();
    assertThat(
            metrics.value("nearfar_backhaul_delay_seconds_count", "source", source, "tier", "edge"))
        .isZero();
    assertThat(metrics.series("nearfar_reward_seconds").toString()).contains("source=\"" + source);
  }

  @Test
  void labelsEverySeriesWithSiteAndRun() throws Exception {
    everything();
    assertThat(metrics().names())
        .hasSizeGreaterThan(100)
        .allSatisfy(series -> assertThat(series).contains("site=\"site\"", "run=\"live\""));
  }

  @Test
  void promisesWhatTheModelPromises() {
    Metrics before = metrics();
    answer(Ask.near().streamed().tokens(11));
    Metrics after = metrics();
    String[] labels = {"source", "analytic", "tier", "edge"};
    String ttft = "gen_ai_server_time_to_first_token_seconds_sum";
    String tpot = "gen_ai_server_time_per_output_token_seconds_sum";
    String duration = "gen_ai_server_request_duration_seconds_sum";
    assertThat(after.value(ttft, labels) - before.value(ttft, labels)).isCloseTo(.02, within(1e-6));
    assertThat(after.value(tpot, labels) - before.value(tpot, labels))
        .isCloseTo(.005, within(1e-6));
    assertThat(after.value(duration, labels) - before.value(duration, labels))
        .isCloseTo(.07, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gen_ai_server_time_to_first_token_seconds|0.001 0.005 0.01 0.02 0.04 0.06 0.08 0.1 0.15 0.2"
            + " 0.25 0.3 0.35 0.4 0.45 0.5 0.6 0.75 0.9 1.0 1.5 2.5 5.0 7.5 10.0 +Inf",
        "gen_ai_server_time_per_output_token_seconds|0.005 0.0075 0.01 0.0125 0.015 0.02 0.025 0.03"
            + " 0.04 0.05 0.075 0.1 0.15 0.2 0.3 0.4 0.5 0.75 1.0 2.5 +Inf",
        "gen_ai_server_request_duration_seconds|0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12"
            + " 10.24 20.48 40.96 81.92 +Inf"
      })
  void hasTheBucketsOfOpenTelemetryAndFinerOnes(String name, String bounds) {
    List<String> buckets = metrics().series(name + "_bucket");
    for (String source : new String[] {"measured", "analytic"}) {
      assertThat(
              buckets.stream()
                  .filter(line -> line.contains("source=\"" + source + "\""))
                  .filter(line -> line.contains("tier=\"edge\""))
                  .filter(line -> line.contains("service_type=\"regular\""))
                  .map(MetricsTest::bound))
          .containsExactlyElementsOf(Arrays.asList(bounds.split(" ")));
    }
  }

  private static String bound(String line) {
    Matcher bound = BUCKET.matcher(line);
    assertThat(bound.find()).isTrue();
    return bound.group(1);
  }

  @Test
  void nobodyMakesSeriesByAsking() throws Exception {
    everything();
    strangers(0);
    Set<String> before = new TreeSet<>(metrics().names());
    for (int i = 1; i < 4; i++) {
      strangers(i);
    }
    Set<String> after = new TreeSet<>(metrics().names());
    after.removeAll(before);
    assertThat(after).isEmpty();
    assertThat(before.toString()).doesNotContain(run, "stranger");
  }

  private void strangers(int number) {
    answer(Ask.near().tokens(1).with("Nearfar-User", "" + number));
    answer(Ask.near().tokens(1).with("Nearfar-Task", "stranger-" + number));
    send(
        Ask.near().tokens(1).with("Nearfar-Run", "stranger-" + number).request(base),
        java.net.http.HttpResponse.BodyHandlers.ofString());
    answer(Ask.decided().model("stranger-" + number));
    answer(Ask.decided().with("Nearfar-Service-Type", "stranger-" + number));
    get("/v1/models/stranger-" + number);
    get("/v1/stranger-" + number);
    get("/api/runs/stranger-" + number);
    get("/api/stranger-" + number);
    get("/stranger-" + number);
  }
}
