package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The outdoor environments of 3GPP TR 38.901: base station height, shadowing (table 7.4.1-1) and
 * correlation distances (tables 7.5-6 and 7.6.3.1-2). The formulae are in {@link PathLoss}.
 */
public enum Propagation {
  /** Urban macro: base stations above the roofs. */
  @JsonProperty("uma")
  UMA(25, 6, 37, 50),
  /** Urban micro, street canyon: base stations below the roofs. */
  @JsonProperty("umi")
  UMI(10, 7.82, 10, 13);

  /** Distance over which the line-of-sight state decorrelates to 1/e, in metres. */
  static final double SIGHT_CORRELATION_METRES = 50;

  private static final double LOS_SHADOWING_DECIBELS = 4;

  private final double baseStationHeightMetres;
  private final double nlosShadowingDecibels;
  private final double losCorrelationMetres;
  private final double nlosCorrelationMetres;

  Propagation(
      double baseStationHeightMetres,
      double nlosShadowingDecibels,
      double losCorrelationMetres,
      double nlosCorrelationMetres) {
    this.baseStationHeightMetres = baseStationHeightMetres;
    this.nlosShadowingDecibels = nlosShadowingDecibels;
    this.losCorrelationMetres = losCorrelationMetres;
    this.nlosCorrelationMetres = nlosCorrelationMetres;
  }

  /** The height of base stations that the report states, in metres. */
  public double baseStationHeightMetres() {
    return baseStationHeightMetres;
  }

  /** Standard deviation of log-normal shadowing, in dB. */
  public double shadowingDecibels(boolean lineOfSight) {
    return lineOfSight ? LOS_SHADOWING_DECIBELS : nlosShadowingDecibels;
  }

  /** Distance over which shadowing decorrelates to 1/e, in metres. */
  public double shadowingCorrelationMetres(boolean lineOfSight) {
    return lineOfSight ? losCorrelationMetres : nlosCorrelationMetres;
  }
}
