package io.nearfar.cloud;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** Configuration of the cloud node. Unknown keys under {@code nearfar} are refused at start. */
@ConfigMapping(prefix = "nearfar")
public interface CloudConfig {

  /**
   * Name of a shipped scenario (study, demo) or path of a scenario in YAML; its cloud model is
   * served.
   */
  @WithDefault("study")
  @NotBlank String scenario();

  /** What the node takes on. */
  Limits limits();

  /** What the node takes on. */
  interface Limits {

    /** Answers generated at the same time; beyond, a request gets status 503. */
    @WithDefault("4096")
    @Min(1) int maxRunning();

    /** Largest {@code max_tokens} of a request. */
    @WithDefault("32768")
    @Min(1) int maxOutputTokens();

    /**
     * Output tokens after which the modelled model stops by itself, unless the request says
     * ignore_eos.
     */
    @WithDefault("128")
    @Min(1) int naturalTokens();

    /** Largest request body, in bytes; beyond, a request gets status 413. */
    @WithDefault("4194304")
    @Min(1024) @Max(10_485_760) int bodyBytes();
  }
}
