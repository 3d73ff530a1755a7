package io.nearfar.serving.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What a node takes on: keys {@code nearfar.limits.*} of both nodes. */
@RegisterForReflection
public interface NodeLimits {

  /**
   * Answers generated at the same time; beyond, the edge agent asks the cloud node and the cloud
   * node answers with status 503.
   */
  @WithDefault("4096")
  @Min(1) int maxRunning();

  /** Largest {@code max_tokens} of a request. */
  @WithDefault("32768")
  @Min(1) int maxOutputTokens();

  /**
   * Output tokens after which the modelled model stops by itself, unless the request says
   * ignore_eos; also what the edge agent expects of a request that says nothing of its length.
   */
  @WithDefault("128")
  @Min(1) int naturalTokens();

  /** Largest request body, in bytes; beyond, a request gets status 413. */
  @WithDefault("4194304")
  @Min(1024) @Max(10_485_760) int bodyBytes();
}
