package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Source;
import io.nearfar.model.inference.ModelPair;

/** The pair of models. */
public record Models(
    @JsonPropertyDescription("The model on the edge node; default: the study's, Llama3-8B")
        @Source(Source.STUDY)
        ModelSpec edge,
    @JsonPropertyDescription(
            "The model in the cloud; default: the study's unnamed one, with the scores of Llama3-70B")
        @Source(Source.STUDY)
        ModelSpec cloud) {

  /**
   * The study's pair. The study does not name its cloud model; Llama3-70B is the edge model's
   * larger sibling.
   */
  public Models {
    edge = edge == null ? new ModelSpec("Llama3-8B", null, null, null, null, null) : edge;
    cloud = cloud == null ? new ModelSpec("cloud-default", null, null, null, 1206.0, 0.820) : cloud;
  }

  /** The profiles of both. */
  ModelPair pair() {
    return new ModelPair(edge.profile(), cloud.profile());
  }
}
