package io.nearfar.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.nearfar.edge.backhaul.BackhaulEstimate;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.config.NodeDrain;
import io.nearfar.serving.config.ScenarioSource;
import io.nearfar.serving.metric.GenAiTimers;
import io.nearfar.serving.node.NodeModel;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the node is made of: the scenario, the model it serves. */
@ApplicationScoped
public class EdgeNode {

  private static final String JITTER = "jitter.edge";

  /** The scenario in force. */
  @Produces
  @Singleton
  Scenario scenario(EdgeConfig config) {
    return ScenarioSource.read(config.scenario());
  }

  /** The running estimate of the backhaul; begins with the scenario's number. */
  @Produces
  @Singleton
  BackhaulEstimate backhaulEstimate(Scenario scenario) {
    return new BackhaulEstimate(scenario.backhaulSeconds());
  }

  /** Labels of every metric: which site, which run. */
  @Produces
  @Singleton
  MeterFilter labels(EdgeConfig config) {
    return MeterFilter.commonTags(Tags.of("site", config.site(), "run", config.run()));
  }

  /** How the node ends. */
  @Produces
  NodeDrain drain(EdgeConfig config) {
    return config.drain();
  }

  /** The model on this node. */
  @Produces
  @Singleton
  NodeModel model(Vertx vertx, Scenario scenario, EdgeConfig config, MeterRegistry registry) {
    ModelProfile profile = scenario.pair().edge();
    return NodeModel.of(
        vertx,
        profile,
        config.limits(),
        config.upstream(),
        scenario.random().sequence(JITTER),
        registry,
        Tags.of(GenAiTimers.TIER, Tier.EDGE.word(), GenAiTimers.RESPONSE_MODEL, profile.name()));
  }

  void close(@Disposes NodeModel model) {
    model.close();
  }

  /** Who generates on this node. */
  @Produces
  @Singleton
  ModelBackend backend(NodeModel model) {
    return model.backend();
  }
}
