package io.nearfar.cloud;

import io.nearfar.serving.upstream.UpstreamProbe;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: which model is served, and how busy it is. A saturated node stays ready: it says 503
 * itself. One whose model's server is down has nothing to answer with, and is not: where there are
 * several cloud nodes, requests go to those that can answer.
 */
@Readiness
class ModelHealth implements HealthCheck {

  private final CloudNode node;
  private final CloudConfig config;

  ModelHealth(CloudNode node, CloudConfig config) {
    this.node = node;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("model")
            .withData("model", node.backend().profile().name())
            .withData("running", node.backend().counts().running())
            .withData("maxRunning", config.limits().maxRunning());
    node.model().probe().ifPresent(probe -> health.withData("upstream", probe.state()));
    return health.status(node.model().probe().map(UpstreamProbe::up).orElse(true)).build();
  }
}
