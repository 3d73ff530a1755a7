package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** The band that all sites share. */
public record Carrier(
    @JsonPropertyDescription("Carrier frequency in Hz, 0.5e9 to 100e9; default: 3.5e9")
        Double frequencyHz,
    @JsonPropertyDescription("Number of resource blocks Q, 1 to 10000; default: 100")
        Integer resourceBlocks,
    @JsonPropertyDescription("Bandwidth b of a block in Hz, > 0; default: 180e3")
        Double blockBandwidthHz) {

  public Carrier {
    frequencyHz =
        frequencyHz == null ? 3.5e9 : Check.within("frequencyHz", frequencyHz, 0.5e9, 100e9);
    resourceBlocks =
        resourceBlocks == null ? 100 : Check.within("resourceBlocks", resourceBlocks, 1, 10_000);
    blockBandwidthHz =
        blockBandwidthHz == null ? 180e3 : Check.positive("blockBandwidthHz", blockBandwidthHz);
  }
}
