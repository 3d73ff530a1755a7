package io.nearfar.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.config.NodeDrain;
import io.nearfar.serving.config.ScenarioSource;
import io.nearfar.serving.metric.GenAiTimers;
import io.nearfar.serving.node.NodeModel;
import io.nearfar.serving.wire.ModelList;
import io.nearfar.serving.wire.RequestLimits;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What this node serves: the cloud model of its scenario, under its own name and the names that
 * mean it.
 */
@Singleton
public class CloudNode {

  private static final String JITTER = "jitter.cloud";

  private final NodeModel model;
  private final ModelList models;
  private final RequestLimits limits;
  private final GenAiTimers measured;
  private final GenAiTimers analytic;

  CloudNode(Vertx vertx, CloudConfig config, MeterRegistry registry) {
    Scenario scenario = ScenarioSource.read(config.scenario());
    ModelProfile profile = scenario.pair().on(Tier.CLOUD);
    Tags tags =
        Tags.of(GenAiTimers.TIER, Tier.CLOUD.word(), GenAiTimers.RESPONSE_MODEL, profile.name());
    model =
        NodeModel.of(
            vertx,
            profile,
            config.limits(),
            config.upstream(),
            scenario.random().sequence(JITTER),
            registry,
            tags);
    measured = GenAiTimers.of(registry, tags.and(GenAiTimers.SOURCE, GenAiTimers.MEASURED));
    analytic = GenAiTimers.of(registry, tags.and(GenAiTimers.SOURCE, GenAiTimers.ANALYTIC));
    limits = new RequestLimits(config.limits().maxOutputTokens());
    models =
        new ModelList(
            List.of(profile.name(), "nearfar", "nearfar-offload"),
            System.currentTimeMillis() / 1000);
  }

  /** Label of every metric: which run. */
  @Produces
  @Singleton
  static MeterFilter labels(CloudConfig config) {
    return MeterFilter.commonTags(Tags.of("run", config.run()));
  }

  /** How the node ends. */
  @Produces
  static NodeDrain drain(CloudConfig config) {
    return config.drain();
  }

  NodeModel model() {
    return model;
  }

  ModelBackend backend() {
    return model.backend();
  }

  ModelList models() {
    return models;
  }

  RequestLimits limits() {
    return limits;
  }

  GenAiTimers measured() {
    return measured;
  }

  GenAiTimers analytic() {
    return analytic;
  }

  @PreDestroy
  void close() {
    model.close();
  }
}
