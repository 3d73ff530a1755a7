package io.nearfar.serving.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.serving.config.UpstreamConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamServerTest {

  /** As in the nodes' own mappings. */
  @ConfigMapping(prefix = "nearfar")
  interface Node {
    UpstreamConfig upstream();
  }

  private static Optional<UpstreamServer> server(Map<String, String> properties) {
    return UpstreamServer.of(
        new SmallRyeConfigBuilder()
            .withMapping(Node.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(Node.class)
            .upstream(),
        "in-scenario");
  }

  @Test
  void isThereWhenItsUrlIs() {
    assertThat(server(Map.of())).isEmpty();
    UpstreamServer server =
        server(Map.of("nearfar.upstream.url", "http://real:1/v1/")).orElseThrow();
    assertThat(server.model()).isEqualTo("in-scenario");
    RequestOptions request = server.request(HttpMethod.GET, "/models");
    assertThat(request.getHost()).isEqualTo("real");
    assertThat(request.getPort()).isEqualTo(1);
    assertThat(request.getURI()).isEqualTo("/v1/models");
    assertThat(request.getHeaders()).isNull();
  }

  @Test
  void showsItsKeyToTheServerAlone() {
    UpstreamServer server =
        server(
                Map.of(
                    "nearfar.upstream.url", "https://real/v1",
                    "nearfar.upstream.model", "theirs",
                    "nearfar.upstream.api-key", "a-key"))
            .orElseThrow();
    assertThat(server.request(HttpMethod.GET, "/models").getHeaders().get("Authorization"))
        .isEqualTo("Bearer a-key");
    assertThat(server).hasToString("theirs at https://real/v1");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String url : new String[] {"real:1", "ftp://real/v1", "/v1"}) {
      assertThatThrownBy(() -> server(Map.of("nearfar.upstream.url", url)))
          .hasMessage(
              "nearfar.upstream.url is \"%s\"; it must be like http://localhost:8000/v1", url);
    }
  }

  @Test
  void refusesAModelThatIsNowhere() {
    for (String key : new String[] {"model", "api-key"}) {
      assertThatThrownBy(() -> server(Map.of("nearfar.upstream." + key, "x")))
          .hasMessageContaining("nearfar.upstream." + key + " is set without nearfar.upstream.url");
    }
  }
}
