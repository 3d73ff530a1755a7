package io.nearfar.cloud;

import io.nearfar.model.outcome.RunLabel;
import io.nearfar.serving.config.NodeDrain;
import io.nearfar.serving.config.NodeLimits;
import io.nearfar.serving.config.UpstreamConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/** Configuration of the cloud node. Unknown keys under {@code nearfar} are refused at start. */
@RegisterForReflection
@ConfigMapping(prefix = "nearfar")
public interface CloudConfig {

  /**
   * Name of a shipped scenario (study, demo) or path of a scenario in YAML; its cloud model is
   * served.
   */
  @WithDefault("study")
  @NotBlank String scenario();

  /**
   * Run that labels every metric: 1 to 64 letters, digits, dots, hyphens or underscores, the first
   * a letter or a digit.
   */
  @WithDefault("live")
  @Pattern(regexp = RunLabel.PATTERN) String run();

  /** What the node takes on. */
  NodeLimits limits();

  /** The server of its model, if it is a real one. */
  UpstreamConfig upstream();

  /** How the node ends. */
  NodeDrain drain();
}
