package io.nearfar.cloud;

import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.config.EnvironmentKeys;
import io.nearfar.serving.config.ListeningPort;
import io.nearfar.serving.http.ApiRoutes;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** What happens once, before the first request. */
@Singleton
class CloudStart {

  private static final Logger LOG = Logger.getLogger(CloudStart.class);

  void route(@Observes Router router, CloudConfig config) {
    ApiRoutes.install(router, config.limits().bodyBytes());
  }

  void start(@Observes StartupEvent event, CloudConfig config, CloudNode node) {
    EnvironmentKeys.check(System.getenv(), CloudConfig.class);
    ListeningPort.check(LaunchMode.current(), ConfigProvider.getConfig());
    ModelProfile profile = node.backend().profile();
    LOG.infof(
        "Cloud node serves %s of scenario %s (%s): TTFT %s, TPOT %s s, up to %d streams",
        profile.name(),
        config.scenario(),
        node.model().kind(),
        profile.prefill(),
        profile.tpotSeconds(),
        config.limits().maxRunning());
  }
}
