package io.nearfar.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.backend.ModelledBackend;
import io.nearfar.serving.backend.ModelledLimits;
import io.nearfar.serving.backend.SeededRandoms;
import io.nearfar.serving.config.ScenarioSource;
import io.nearfar.serving.metric.BackendMetrics;
import io.nearfar.serving.metric.GenAiTimers;
import io.nearfar.serving.wire.ModelList;
import io.nearfar.serving.wire.RequestLimits;
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

  private final ModelledBackend backend;
  private final ModelList models;
  private final RequestLimits limits;
  private final GenAiTimers measured;
  private final GenAiTimers analytic;

  CloudNode(CloudConfig config, MeterRegistry registry) {
    Scenario scenario = ScenarioSource.read(config.scenario());
    ModelProfile profile = scenario.pair().on(Tier.CLOUD);
    Tags tags =
        Tags.of(GenAiTimers.TIER, Tier.CLOUD.word(), GenAiTimers.RESPONSE_MODEL, profile.name());
    backend =
        new ModelledBackend(
            profile,
            new ModelledLimits(config.limits().maxRunning(), config.limits().naturalTokens()),
            new SeededRandoms(scenario.random().sequence(JITTER)),
            BackendMetrics.lateness(registry, tags));
    BackendMetrics.register(registry, tags, backend);
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

  ModelledBackend backend() {
    return backend;
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
}
