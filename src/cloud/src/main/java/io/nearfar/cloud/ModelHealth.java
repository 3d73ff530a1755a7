package io.nearfar.cloud;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: which model is served, and how busy it is. A saturated node stays ready: it says 503
 * itself.
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
    return HealthCheckResponse.named("model")
        .withData("model", node.backend().profile().name())
        .withData("running", node.backend().running())
        .withData("maxRunning", config.limits().maxRunning())
        .up()
        .build();
  }
}
