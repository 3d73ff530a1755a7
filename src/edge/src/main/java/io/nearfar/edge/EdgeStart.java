package io.nearfar.edge;

import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.serving.config.EnvironmentKeys;
import io.nearfar.serving.http.ApiRoutes;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What happens once, before the first request. */
@Singleton
class EdgeStart {

  private static final Logger LOG = Logger.getLogger(EdgeStart.class);

  void route(@Observes Router router, EdgeConfig config) {
    ApiRoutes.install(router, config.limits().bodyBytes());
  }

  void start(
      @Observes StartupEvent event, EdgeConfig config, Scenario scenario, DeployedPolicy deployed) {
    EnvironmentKeys.check(System.getenv(), EdgeConfig.class);
    LOG.infof(
        "Edge agent of scenario %s: %s near, %s far at %s; policy %s, decision model %s",
        scenario.name(),
        scenario.pair().edge().name(),
        scenario.pair().cloud().name(),
        config.cloud().url(),
        deployed.kind(),
        deployed.learner().map(InContextPolicy::modelName).orElse("none"));
  }
}
