package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import java.util.Optional;

/**
 * A cell as a scenario states it: users of a hexagonal cell under 3GPP TR 38.901, with interference
 * of fully loaded neighbours, Rayleigh fading and a scheduler. What it leaves out has the
 * specification's default.
 */
public record CellSpec(
    @JsonPropertyDescription(
            "Environment of 3GPP TR 38.901: uma (urban macro) or umi (urban micro, street canyon);"
                + " default: uma")
        Propagation propagation,
    @JsonPropertyDescription("The base stations; default: one ring of neighbours, 500 m apart")
        Sites sites,
    @JsonPropertyDescription("The band they share; default: 100 blocks of 180 kHz at 3.5 GHz")
        Carrier carrier,
    @JsonPropertyDescription("The users' devices; default: 1.5 m high, noise figure 9 dB")
        Terminals terminals,
    @JsonPropertyDescription("Whether users move; default: static") Mobility mobility,
    @JsonPropertyDescription("Who gets a resource block; default: proportional-fair")
        Scheduler scheduler,
    @JsonPropertyDescription("The slots over which a rate is the mean; default: 1000")
        Averaging averaging,
    @JsonPropertyDescription(
            "Seconds after which positions and rates are computed anew, > 0; default: never for"
                + " static users, 10 for users that move")
        Double updateSeconds,
    @JsonPropertyDescription(
            "Whether a live edge delivers streamed tokens to users of the cell at their rate, true or"
                + " false; needs delivery: streamed; default: false")
        Boolean pacing)
    implements RadioSpec {

  public CellSpec {
    propagation = propagation == null ? Propagation.UMA : propagation;
    sites = sites == null ? new Sites(null, null, null, null, null) : sites;
    carrier = carrier == null ? new Carrier(null, null, null) : carrier;
    terminals = terminals == null ? new Terminals(null, null, null, null, null) : terminals;
    mobility = mobility == null ? new Mobility.Static() : mobility;
    scheduler = scheduler == null ? new Scheduler.ProportionalFair(null) : scheduler;
    averaging = averaging == null ? new Averaging(null, null) : averaging;
    if (updateSeconds != null) {
      Check.positive("updateSeconds", updateSeconds);
    } else if (mobility instanceof Mobility.RandomWaypoint) {
      updateSeconds = 10.0;
    }
    pacing = pacing != null && pacing;
    double heightMetres = heightMetres(sites, propagation);
    if (!(heightMetres > terminals.heightMetres())) {
      throw new IllegalArgumentException(
          "sites.heightMetres is "
              + heightMetres
              + "; it must be above terminals.heightMetres, "
              + terminals.heightMetres());
    }
    double inradius = sites.interSiteDistanceMetres() / 2;
    if (terminals.minDistanceMetres() > inradius) {
      throw new IllegalArgumentException(
          "terminals.minDistanceMetres is "
              + terminals.minDistanceMetres()
              + "; it must be at most half of sites.interSiteDistanceMetres, "
              + inradius
              + ", or users have no place in the cell");
    }
  }

  /** Left open it follows the environment, also when that is changed in a written scenario. */
  private static double heightMetres(Sites sites, Propagation propagation) {
    return sites.heightMetres() == null
        ? propagation.baseStationHeightMetres()
        : sites.heightMetres();
  }

  /** The specification's cell. */
  public static CellSpec standard() {
    return new CellSpec(null, null, null, null, null, null, null, null, null);
  }

  @Override
  public Optional<UserRates> constantRates() {
    return Optional.empty();
  }

  PathLoss pathLoss() {
    return new PathLoss(
        propagation,
        carrier.frequencyHz(),
        heightMetres(sites, propagation),
        terminals.heightMetres());
  }

  ResourceBlock resourceBlock() {
    return ResourceBlock.of(
        carrier.blockBandwidthHz(), terminals.noiseDensityDbmPerHz(), terminals.noiseFigureDb());
  }
}
