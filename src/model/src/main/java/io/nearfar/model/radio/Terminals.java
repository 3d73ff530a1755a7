package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** The users' devices, all alike. */
public record Terminals(
    @JsonPropertyDescription("Height in metres, 1.5 to 22.5; default: 1.5") Double heightMetres,
    @JsonPropertyDescription(
            "Smallest distance to the serving site in metres, >= 10 and at most half the distance"
                + " between sites; default: 35")
        Double minDistanceMetres,
    @JsonPropertyDescription("Antenna gain in dBi, -50 to 50; default: 0") Double antennaGainDbi,
    @JsonPropertyDescription("Noise figure F in dB, 0 to 50; default: 9") Double noiseFigureDb,
    @JsonPropertyDescription("Noise density N0 in dBm/Hz, -250 to 0; default: -174")
        Double noiseDensityDbmPerHz) {

  public Terminals {
    heightMetres =
        heightMetres == null ? 1.5 : Check.within("heightMetres", heightMetres, 1.5, 22.5);
    minDistanceMetres =
        minDistanceMetres == null
            ? 35.0
            : Check.within(
                "minDistanceMetres", minDistanceMetres, PathLoss.MIN_METRES, PathLoss.MAX_METRES);
    antennaGainDbi =
        antennaGainDbi == null ? 0.0 : Check.within("antennaGainDbi", antennaGainDbi, -50, 50);
    noiseFigureDb =
        noiseFigureDb == null ? 9.0 : Check.within("noiseFigureDb", noiseFigureDb, 0, 50);
    noiseDensityDbmPerHz =
        noiseDensityDbmPerHz == null
            ? -174.0
            : Check.within("noiseDensityDbmPerHz", noiseDensityDbmPerHz, -250, 0);
  }
}
