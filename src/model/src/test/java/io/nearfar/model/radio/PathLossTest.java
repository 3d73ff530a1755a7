package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathLossTest {

  private static final double BILLIONTH_IN_PERCENT = 1e-7;

  static List<JsonNode> pathLosses() {
    return Golden.list(Golden.VALUES.get("pathLossDb"));
  }

  static List<JsonNode> probabilities() {
    return Golden.list(Golden.VALUES.get("lineOfSightProbability"));
  }

  @ParameterizedTest
  @MethodSource("pathLosses")
  void hasTheGoldenValues(JsonNode golden) {
    double value =
        Golden.pathLoss(golden.get("scenario").asText(), 1.5)
            .decibels(golden.get("los").asBoolean(), golden.get("d2D").asDouble());

    assertThat(value)
        .isCloseTo(golden.get("value").asDouble(), withinPercentage(BILLIONTH_IN_PERCENT));
  }

  @ParameterizedTest
  @MethodSource("probabilities")
  void hasTheGoldenProbabilities(JsonNode golden) {
    double value =
        Golden.pathLoss(golden.get("scenario").asText(), golden.get("hUT").asDouble())
            .lineOfSightProbability(golden.get("d2D").asDouble());

    assertThat(value)
        .isCloseTo(golden.get("value").asDouble(), withinPercentage(BILLIONTH_IN_PERCENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UMa", "UMi"})
  void breaksWhereTheGoldenValuesDo(String scenario) {
    assertThat(Golden.pathLoss(scenario, 1.5).breakPointMetres())
        .isEqualTo(Golden.VALUES.get("breakPointMetres").get(scenario).asDouble());
  }

  @ParameterizedTest
  @EnumSource
  void followsTheFormulaeOverTheValidRange(Propagation propagation) {
    SplittableRandom random = new SplittableRandom(11);
    for (int k = 0; k < 20_000; k++) {
      PathLoss loss = any(propagation, random);
      double d = Math.exp(random.nextDouble(Math.log(10), Math.log(5000)));

      assertThat(loss.decibels(true, d)).isCloseTo(los(loss, d), within(1e-4));
      assertThat(loss.decibels(false, d)).isCloseTo(nlos(loss, d), within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isContinuousAtTheBreakPoint(Propagation propagation) {
    SplittableRandom random = new SplittableRandom(12);
    for (int k = 0; k < 1000; k++) {
      PathLoss loss = any(propagation, random);
      double breakPoint = loss.breakPointMetres();
      if (breakPoint > 10 && breakPoint < 4999) {
        assertThat(loss.decibels(true, Math.nextUp(breakPoint)))
            .isCloseTo(loss.decibels(true, breakPoint), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void growsWithDistanceAndWithoutLineOfSight(Propagation propagation) {
    SplittableRandom random = new SplittableRandom(13);
    for (int k = 0; k < 200; k++) {
      PathLoss loss = any(propagation, random);
      for (double d = 10; d * 1.05 < 5000; d *= 1.05) {
        assertThat(loss.decibels(true, d * 1.05)).isGreaterThan(loss.decibels(true, d));
        assertThat(loss.decibels(false, d * 1.05)).isGreaterThan(loss.decibels(false, d));
        assertThat(loss.decibels(false, d)).isGreaterThanOrEqualTo(loss.decibels(true, d));
      }
    }
  }

  @Test
  void theEndsOfTheRangeAreValid() {
    PathLoss uma = Golden.pathLoss("UMa", 1.5);

    assertThat(uma.decibels(true, 10)).isCloseTo(los(uma, 10), within(1e-9));
    assertThat(uma.decibels(false, 5000)).isCloseTo(nlos(uma, 5000), within(1e-9));
  }

  @Test
  void aUserNearTheSiteSeesIt() {
    for (String scenario : List.of("UMa", "UMi")) {
      assertThat(Golden.pathLoss(scenario, 1.5).lineOfSightProbability(0)).isOne();
      assertThat(Golden.pathLoss(scenario, 22).lineOfSightProbability(18)).isOne();
      // The formula alone says 1.0059 here.
      assertThat(Golden.pathLoss("UMa", 22.5).lineOfSightProbability(18.01)).isOne();
      assertThat(Golden.pathLoss(scenario, 1.5).lineOfSightProbability(18.1)).isLessThan(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 18/d + exp(-d/63)(1 - 18/d), then 1 + C' 1.25 (d/100)^3 exp(-d/150), by hand
    "UMA, 13,   100, 0.34767083684",
    "UMA, 13.1, 100, 0.34789396204",
    "UMA, 22.5, 300, 0.35578363534",
    "UMI, 22.5, 100, 0.23098474970",
  })
  void heightHelpsAboveThirteenMetresInMacroCellsOnly(
      Propagation propagation, double userHeightMetres, double distanceMetres, double expected) {
    PathLoss loss = new PathLoss(propagation, 3.5e9, 25, userHeightMetres);

    assertThat(loss.lineOfSightProbability(distanceMetres)).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-100, -0.0, 0, 9.999, 5000.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesDistancesWhereTheFormulaeDoNotHold(double distanceMetres) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Golden.pathLoss("UMa", 1.5).decibels(true, distanceMetres))
        .withMessage(
            "distanceMetres is " + distanceMetres + "; it must be between 10.0 and 5000.0");
  }

  @Test
  void refusesWhatTheReportDoesNotCover() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Golden.pathLoss("UMa", 1.5).lineOfSightProbability(-1))
        .withMessage("distanceMetres is -1.0; it must be between 0.0 and 5000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathLoss(Propagation.UMA, 0.4e9, 25, 1.5))
        .withMessage("frequencyHz is 4.0E8; it must be between 5.0E8 and 1.0E11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathLoss(Propagation.UMI, 101e9, 10, 1.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathLoss(Propagation.UMI, 3.5e9, 10, 1))
        .withMessage("userHeightMetres is 1.0; it must be between 1.5 and 22.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathLoss(Propagation.UMA, 3.5e9, 1, 1.5))
        .withMessage("baseStationHeightMetres is 1.0; it must be above 1.0 and at most 150.0");
  }

  private static PathLoss any(Propagation propagation, SplittableRandom random) {
    double hertz = Math.exp(random.nextDouble(Math.log(0.5e9), Math.log(100e9)));
    return new PathLoss(propagation, hertz, random.nextDouble(5, 60), random.nextDouble(1.5, 22.5));
  }

  /** Line of sight, as the report prints it. */
  private static double los(PathLoss loss, double d2D) {
    boolean uma = loss.propagation() == Propagation.UMA;
    double fc = loss.frequencyHz() / 1e9;
    double h = loss.baseStationHeightMetres() - loss.userHeightMetres();
    double d3D = Math.sqrt(d2D * d2D + h * h);
    double bp =
        4
            * (loss.baseStationHeightMetres() - 1)
            * (loss.userHeightMetres() - 1)
            * loss.frequencyHz()
            / 3.0e8;
    double constant = (uma ? 28 : 32.4) + 20 * Math.log10(fc);
    return d2D <= bp
        ? constant + (uma ? 22 : 21) * Math.log10(d3D)
        : constant + 40 * Math.log10(d3D) - (uma ? 9 : 9.5) * Math.log10(bp * bp + h * h);
  }

  private static double nlos(PathLoss loss, double d2D) {
    boolean uma = loss.propagation() == Propagation.UMA;
    double fc = loss.frequencyHz() / 1e9;
    double h = loss.baseStationHeightMetres() - loss.userHeightMetres();
    double d3D = Math.sqrt(d2D * d2D + h * h);
    double height = loss.userHeightMetres() - 1.5;
    return Math.max(
        los(loss, d2D),
        uma
            ? 13.54 + 39.08 * Math.log10(d3D) + 20 * Math.log10(fc) - 0.6 * height
            : 22.4 + 35.3 * Math.log10(d3D) + 21.3 * Math.log10(fc) - 0.3 * height);
  }
}
