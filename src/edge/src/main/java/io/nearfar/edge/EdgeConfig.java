package io.nearfar.edge;

import io.nearfar.languagemodel.Constraint;
import io.nearfar.languagemodel.Scoring;
import io.nearfar.model.outcome.RunLabel;
import io.nearfar.serving.config.NodeDrain;
import io.nearfar.serving.config.NodeLimits;
import io.nearfar.serving.config.UpstreamConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the edge agent. Unknown keys under {@code nearfar.} are refused at start. */
@RegisterForReflection(ignoreNested = false)
@ConfigMapping(prefix = "nearfar")
public interface EdgeConfig {

  /** The scenario in force: the name of a shipped one, or the path of a YAML file. */
  @WithDefault("study")
  String scenario();

  /** Name of the site, which labels every metric: a DNS label. */
  @WithDefault("site")
  @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
  String site();

  /**
   * Run that requests without a {@code Nearfar-Run} belong to, and that labels every metric: 1 to
   * 64 letters, digits, dots, hyphens or underscores, the first a letter or a digit.
   */
  @WithDefault("live")
  @Pattern(regexp = RunLabel.PATTERN) String run();

  /** What the node takes on. */
  NodeLimits limits();

  /** The server of the model on this node, if it is a real one. */
  UpstreamConfig upstream();

  /** How the node ends. */
  NodeDrain drain();

  /** The hop to the cloud node. */
  Cloud cloud();

  /** The decision model. */
  LanguageModel languageModel();

  /** Task records on their way to the database. */
  Records records();

  /** Published runs. */
  Runs runs();

  /** The hop to the cloud node. */
  interface Cloud {
    /** Base URL of the cloud node, without {@code /v1}. */
    @WithDefault("http://localhost:8081")
    URI url();

    /**
     * Pause between two looks at the cloud node, by which the backhaul is measured while no task
     * goes there; 0s: none.
     */
    @WithDefault("2s")
    @DurationMin(millis = 0)
    Duration probeInterval();

    /** Longest wait for a connection. */
    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration connectDeadline();

    /**
     * Longest wait for the first token of a stream, connection included; twice what the model
     * promises where that is longer.
     */
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration firstTokenDeadline();

    /**
     * Longest wait for an answer that is not streamed, which begins with its last token; twice what
     * the model promises where that is longer.
     */
    @WithDefault("2m")
    @DurationMin(millis = 1)
    Duration wholeAnswerDeadline();

    /** Longest pause of the cloud node inside an answer. */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration idleDeadline();

    /** Tries after the first one, before the first token only. */
    @WithDefault("1")
    @Min(0) int retries();

    /** Pause before another try. */
    @WithDefault("20ms")
    @DurationMin(millis = 1)
    Duration retryDelay();

    /** Most connections of each event loop. */
    @WithDefault("1024")
    @Min(1) int connections();

    /** Most requests of each event loop that wait for a connection. */
    @WithDefault("64")
    @Min(1) int maxWaiting();

    /** Most requests that wait for their first token at the same time. */
    @WithDefault("2048")
    @Min(1) int maxOpening();

    /** Circuit breaker. */
    Breaker breaker();
  }

  /** When the circuit breaker of the hop opens and closes. */
  interface Breaker {
    /** Number of latest hops that are looked at. */
    @WithDefault("10")
    @Min(1) int window();

    /** Share of failures among them that opens it. */
    @WithDefault("0.5")
    @DecimalMin("0.01") @DecimalMax("1") double failureRatio();

    /**
     * Share of the first token's deadline after which a streamed hop that its client gives up
     * counts as failed; one given up earlier says nothing of the cloud node.
     */
    @WithDefault("0.2")
    @DecimalMin("0") @DecimalMax("1") double givenUpShare();

    /** How long it stays open before a hop is tried again. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration delay();

    /** Successful tries in a row that close it. */
    @WithDefault("2")
    @Min(1) int successes();
  }

  /** The decision model. */
  interface LanguageModel {
    /** Whether a remote language model decides; if not, the embedded example-vote reader does. */
    @WithDefault("false")
    boolean remote();

    /** Base URL of its OpenAI-compatible API, with {@code /v1}. */
    Optional<URI> baseUrl();

    /** Its name at that API. */
    Optional<String> name();

    /** Key of that API, if it needs one. */
    Optional<String> apiKey();

    /**
     * By what its answer is known: log-probabilities (where it returns none, the reply is read) or
     * reply.
     */
    @WithDefault("log-probabilities")
    Scoring scoring();

    /** How many alternatives of a token are asked for with log-probabilities. */
    @WithDefault("20")
    @Min(1) int alternatives();

    /** What keeps it from replying anything but an answer: none, json-schema or grammar. */
    @WithDefault("none")
    Constraint constrain();

    /** Longest wait for a reply; after it the analytic model decides. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration deadline();

    /** Most calls under way at the same time. */
    @WithDefault("4")
    @Min(1) int concurrency();

    /** Most calls that wait for their turn. */
    @WithDefault("16")
    @Min(1) int maxWaiting();
  }

  /** Task records on their way to the database. */
  interface Records {
    /** How long a start waits for a database that cannot be used yet. */
    @WithDefault("0s")
    @DurationMin(millis = 0)
    Duration startDeadline();

    /**
     * How long a stop tries on to write what waits, while the database is away: the journal may go
     * with the node.
     */
    @WithDefault("20s")
    @DurationMin
    Duration stopDeadline();

    /** Pause between two batches. */
    @WithDefault("500ms")
    @DurationMin(millis = 1)
    Duration interval();

    /** Most records written in one transaction. */
    @WithDefault("500")
    @Min(1) int batch();

    /** Most records held in memory on their way to the database or the journal. */
    @WithDefault("100000")
    @Min(1) int maxWaiting();

    /** Where records wait while the database is away. */
    Journal journal();

    /** Whether the experience of earlier runs with the same scenario is recalled at start. */
    @WithDefault("true")
    boolean recallExperience();
  }

  /** Task records on disk while the database is away. */
  interface Journal {
    /** Directory of its files, made if need be; every edge agent needs one of its own. */
    @WithDefault("nearfar-journal")
    Path directory();

    /**
     * Most bytes on disk, a record having about 900; when they are used up, records wait in memory,
     * and when that is full they are dropped and counted.
     */
    @WithDefault("268435456")
    @Min(4096) long maxBytes();
  }

  /** Published runs. */
  interface Runs {
    /** Largest file of a run that can be published, in bytes; a larger one gets status 413. */
    @WithDefault("33554432")
    @Min(1024) @Max(268_435_456) int maxFileBytes();
  }
}
