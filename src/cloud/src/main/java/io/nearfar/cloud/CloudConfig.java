package io.nearfar.cloud;

import io.nearfar.serving.config.NodeLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
  NodeLimits limits();
}
