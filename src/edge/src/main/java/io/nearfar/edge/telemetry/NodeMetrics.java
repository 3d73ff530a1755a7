package io.nearfar.edge.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nearfar.edge.EdgeConfig;
import io.nearfar.edge.backhaul.BackhaulEstimate;
import io.nearfar.edge.backhaul.CloudHop;
import io.nearfar.edge.backhaul.HopFailure;
import io.nearfar.edge.decision.DecisionMaker;
import io.nearfar.edge.experience.DropReason;
import io.nearfar.edge.experience.RecordWriter;
import io.nearfar.model.policy.icl.DecisionCosts;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Metrics of the node itself: policy, decision model, hop, writer. */
@Singleton
class NodeMetrics {

  void register(
      @Observes StartupEvent start,
      MeterRegistry registry,
      DeployedPolicy deployed,
      DecisionMaker decisions,
      BackhaulEstimate backhaul,
      CloudHop hop,
      RecordWriter writer,
      EdgeConfig config) {
    Gauge.builder("nearfar.epsilon", decisions, DecisionMaker::epsilon)
        .description("Probability that the next task explores")
        .register(registry);
    Gauge.builder("nearfar.backhaul.estimate", backhaul, BackhaulEstimate::seconds)
        .description("Running estimate of the backhaul delay t_back")
        .baseUnit("seconds")
        .register(registry);
    for (CircuitBreakerState state : CircuitBreakerState.values()) {
      Gauge.builder("nearfar.hop.breaker", hop, h -> h.breaker() == state ? 1 : 0)
          .description("Circuit breaker of the hop: 1 for the state it is in")
          .tags("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .register(registry);
    }
    for (HopFailure reason : HopFailure.values()) {
      FunctionCounter.builder("nearfar.hop.failures", hop, h -> h.failures(reason))
          .description("Hops that gave no answer, whoever answered instead, by why")
          .tags("reason", reason.word())
          .register(registry);
    }
    deployed.learner().ifPresent(learner -> learner(registry, learner));
    records(registry, writer, config);
  }

  private static void records(MeterRegistry registry, RecordWriter writer, EdgeConfig config) {
    Gauge.builder("nearfar.records.waiting", writer, RecordWriter::waiting)
        .description("Task records that are not in the database yet, in memory or in the journal")
        .register(registry);
    Gauge.builder("nearfar.records.journal.records", writer, RecordWriter::journalRecords)
        .description("Task records that wait on disk for the database")
        .register(registry);
    Gauge.builder("nearfar.records.journal.size", writer, RecordWriter::journalBytes)
        .description("What the task records that wait on disk take there")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("nearfar.records.journal.limit", config, c -> c.records().journal().maxBytes())
        .description("What they may take there")
        .baseUnit("bytes")
        .register(registry);
    counter(
        registry, "nearfar.records.written", "Task records written", writer, RecordWriter::written);
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder("nearfar.records.dropped", writer, w -> w.dropped(reason))
          .description("Task records lost, by why")
          .tags("reason", reason.word())
          .register(registry);
    }
  }

  private static void learner(MeterRegistry registry, InContextPolicy learner) {
    Gauge.builder("nearfar.pool.size", learner, l -> l.pool().examples().size())
        .description("Examples in the experience pool")
        .register(registry);
    Gauge.builder("nearfar.pool.version", learner, l -> l.pool().version())
        .description("Version of the experience pool: grows with every change")
        .register(registry);
    DecisionCosts costs = learner.costs();
    counter(
        registry,
        "nearfar.decision.model.calls",
        "Calls of the decision model",
        costs,
        DecisionCosts::calls);
    counter(
        registry,
        "nearfar.decision.model.unusable.replies",
        "Replies of the decision model without a decision",
        costs,
        DecisionCosts::unusableReplies);
    counter(
        registry,
        "nearfar.decision.cache.hits",
        "Decisions that needed no call of the decision model",
        costs,
        DecisionCosts::cacheHits);
    counter(
        registry,
        "nearfar.decision.model.prompt.tokens",
        "Tokens of the prompts, where the decision model tells",
        costs,
        c -> c.soFar().promptTokens());
    counter(
        registry,
        "nearfar.decision.model.reply.tokens",
        "Tokens of the replies, where the decision model tells",
        costs,
        c -> c.soFar().replyTokens());
    FunctionCounter.builder("nearfar.decision.model.time", costs, c -> c.soFar().seconds())
        .description("How long the calls of the decision model took together")
        .baseUnit("seconds")
        .register(registry);
  }

  private static <T> void counter(
      MeterRegistry registry,
      String name,
      String description,
      T source,
      ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, source, count).description(description).register(registry);
  }
}
