package io.nearfar.serving.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The server that generates for a node: keys {@code nearfar.upstream.*} of both nodes. Without a
 * URL the node's model is modelled.
 */
@RegisterForReflection
public interface UpstreamConfig {

  /**
   * Base URL of an OpenAI-compatible API, with {@code /v1}: its model generates what the node
   * answers. The scenario says how fast and good that model is held to be.
   */
  Optional<URI> url();

  /** Name of the model there; the scenario's name of the node's model when absent. */
  Optional<String> model();

  /** Key of that API, if it needs one. */
  Optional<String> apiKey();

  /** Longest wait for a connection. */
  @WithDefault("1s")
  @DurationMin(millis = 1)
  Duration connectDeadline();

  /**
   * Longest wait for the first token, connection included; twice what the scenario's model promises
   * where that is longer.
   */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration firstTokenDeadline();

  /** Longest pause of the server inside an answer. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration idleDeadline();

  /** Pause between two looks at whether it answers, for the node's health. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration healthInterval();
}
