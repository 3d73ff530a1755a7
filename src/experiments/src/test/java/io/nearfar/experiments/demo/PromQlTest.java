package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void knowsMetricsFromFunctionsLabelsAndWords() {
    assertThat(
            PromQl.metrics(
                "1 - sum by (site, le) (rate(a_bucket{le=\"2.5\",b=~\"c|d\"}[5m])) / 2.5e1"
                    + " and on (site) max(e:f) > bool 14.4 * 0.01"
                    + " unless histogram_quantile(0.9, g{h=\"i j\"}) or k offset 5m"))
        .containsExactly("a_bucket", "e:f", "g", "k");
  }

  @Test
  void aFiringAlertIsOneAndAQuietOneIsZero() {
    assertThat(PromQl.withValueAlways("a{b=\"c\"} == 0 and d > 2"))
        .isEqualTo("a{b=\"c\"} == bool 0 and d > bool 2");
  }

  @Test
  void whatIsToBeMissingIsThere() {
    assertThat(PromQl.withValueAlways("group(a[1h])\n  unless group(a)"))
        .isEqualTo("group(a[1h])\n  and group(a)");
  }

  @Test
  void standsInForGrafana() {
    assertThat(
            PromQl.replaceVariables(
                "rate(a{site=~\"$site|\",run=~\"$run\"}[$__rate_interval])",
                Map.of("site", ".+", "run", "a$1")))
        .isEqualTo("rate(a{site=~\".+|\",run=~\"a$1\"}[15s])");
  }

  @Test
  void knowsSelectorsAndAsksThemForMore() {
    List<String> selectors =
        PromQl.selectors("sum by (c) (rate(a{b=\"c\"}[5m])) / on (d) e:f{g=~\"h|\",i!=\"\"} + k");
    assertThat(selectors).containsExactly("a{b=\"c\"}", "e:f{g=~\"h|\",i!=\"\"}");
    assertThat(PromQl.with("l=\"\"", selectors.get(0))).isEqualTo("a{b=\"c\",l=\"\"}");
  }
}
