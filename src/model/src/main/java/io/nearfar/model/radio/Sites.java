package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** The base stations: hexagonal, all alike, all transmitting on every block all the time. */
public record Sites(
    @JsonPropertyDescription(
            "Distance between neighbouring sites in metres, >= 20, and no user farther than 5000"
                + " from any site; default: 500")
        Double interSiteDistanceMetres,
    @JsonPropertyDescription(
            "Rings of interfering sites around the serving one, 1 or 2; default: 1")
        Integer rings,
    @JsonPropertyDescription(
            "Antenna height in metres, above the users' and at most 150; default: 25 (uma) or 10"
                + " (umi)")
        Double heightMetres,
    @JsonPropertyDescription("Power of a site over all blocks in dBm, -30 to 80; default: 46")
        Double transmitPowerDbm,
    @JsonPropertyDescription("Antenna gain in dBi, -50 to 50; default: 0") Double antennaGainDbi) {

  public Sites {
    interSiteDistanceMetres = interSiteDistanceMetres == null ? 500.0 : interSiteDistanceMetres;
    rings = rings == null ? 1 : Check.within("rings", rings, 1, 2);
    // From a corner of the serving hexagon to the opposite corner site.
    double reach = PathLoss.MAX_METRES / (rings + 1 / Math.sqrt(3));
    Check.within("interSiteDistanceMetres", interSiteDistanceMetres, 20, Math.floor(reach));
    if (heightMetres != null) {
      Check.within("heightMetres", heightMetres, 1.5, 150);
    }
    transmitPowerDbm =
        transmitPowerDbm == null
            ? 46.0
            : Check.within("transmitPowerDbm", transmitPowerDbm, -30, 80);
    antennaGainDbi =
        antennaGainDbi == null ? 0.0 : Check.within("antennaGainDbi", antennaGainDbi, -50, 50);
  }
}
