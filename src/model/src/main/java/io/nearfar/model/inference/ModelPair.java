package io.nearfar.model.inference;

import io.nearfar.model.task.Tier;
import java.util.Objects;

/**
 * The deployed pair of models.
 *
 * @param edge the small one, at the base station
 * @param cloud the large one, behind the backhaul
 */
public record ModelPair(ModelProfile edge, ModelProfile cloud) {

  public ModelPair {
    Objects.requireNonNull(edge, "edge");
    Objects.requireNonNull(cloud, "cloud");
  }

  /** The model that runs on a tier. */
  public ModelProfile on(Tier tier) {
    return tier == Tier.EDGE ? edge : cloud;
  }
}
