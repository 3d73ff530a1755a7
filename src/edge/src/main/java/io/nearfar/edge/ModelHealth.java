package io.nearfar.edge;

import io.nearfar.serving.node.NodeModel;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: which model is on this node, and whether its server answers. The node is ready all the
 * same: what was meant for a model that is down, the cloud model answers.
 */
@Readiness
class ModelHealth implements HealthCheck {

  private final NodeModel model;
  private final EdgeConfig config;

  ModelHealth(NodeModel model, EdgeConfig config) {
    this.model = model;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("model")
            .withData("model", model.backend().profile().name())
            .withData("running", model.counts().running())
            .withData("maxRunning", config.limits().maxRunning());
    model.probe().ifPresent(probe -> health.withData("upstream", probe.state()));
    return health.up().build();
  }
}
