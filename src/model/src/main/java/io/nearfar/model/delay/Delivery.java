package io.nearfar.model.delay;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an answer travels to the user; section 2. */
public enum Delivery {
  /** Store and forward, the study's sum: the answer is sent when it is complete. */
  @JsonProperty("stored")
  STORED,
  /** Each token is sent when it is generated. */
  @JsonProperty("streamed")
  STREAMED
}
