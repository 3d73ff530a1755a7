package io.nearfar.model.inference;

import io.nearfar.model.Check;
import io.nearfar.model.task.Tier;

/**
 * The deployed pair of models.
 *
 * @param edge the small one, at the base station
 * @param cloud the large one, behind the backhaul
 */
public record ModelPair(ModelProfile edge, ModelProfile cloud) {

  public ModelPair {
    Check.present("edge", edge);
    Check.present("cloud", cloud);
  }

  /** The model that runs on a tier. */
  public ModelProfile on(Tier tier) {
    return tier == Tier.EDGE ? edge : cloud;
  }
}
