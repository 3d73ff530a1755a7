package io.nearfar.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.nearfar.edge.backhaul.BackhaulEstimate;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.ModelledBackend;
import io.nearfar.serving.backend.ModelledLimits;
import io.nearfar.serving.backend.SeededRandoms;
import io.nearfar.serving.config.ScenarioSource;
import io.nearfar.serving.metric.BackendMetrics;
import io.nearfar.serving.metric.GenAiTimers;
import jakarta.enterprise.context.ApplicationScoped;
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

  /** The model on this node. */
  @Produces
  @Singleton
  ModelBackend backend(Scenario scenario, EdgeConfig config, MeterRegistry registry) {
    Tags tags =
        Tags.of(
            GenAiTimers.TIER,
            Tier.EDGE.word(),
            GenAiTimers.RESPONSE_MODEL,
            scenario.pair().edge().name());
    ModelledBackend backend =
        new ModelledBackend(
            scenario.pair().edge(),
            new ModelledLimits(config.limits().maxRunning(), config.limits().naturalTokens()),
            new SeededRandoms(scenario.random().sequence(JITTER)),
            BackendMetrics.lateness(registry, tags));
    BackendMetrics.register(registry, tags, backend);
    return backend;
  }
}
