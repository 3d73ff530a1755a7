package io.nearfar.serving.backend;

import io.nearfar.model.Check;

/**
 * How much a modelled backend generates.
 *
 * @param maxRunning generations running at the same time, >= 1
 * @param naturalTokens length at which the model stops by itself unless told to ignore it, >= 1
 */
public record ModelledLimits(int maxRunning, int naturalTokens) {

  /** 4,096 generations, 128 tokens. */
  public static final ModelledLimits DEFAULT = new ModelledLimits(4096, 128);

  public ModelledLimits {
    Check.atLeast("maxRunning", maxRunning, 1);
    Check.atLeast("naturalTokens", naturalTokens, 1);
  }
}
