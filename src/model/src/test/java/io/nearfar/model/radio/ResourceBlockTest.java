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
import org.junit.jupiter.params.provider.MethodSource;

class ResourceBlockTest {

  static List<JsonNode> cases() {
    return Golden.list(Golden.VALUES.get("capacity").get("cases"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheGoldenCapacities(JsonNode golden) {
    ResourceBlock block = ResourceBlock.of(180e3, -174, golden.get("noiseFigureDb").asDouble());
    double signal = received(250);
    JsonNode interferer = golden.get("interfererMetres");
    double interference = interferer.isNull() ? 0 : received(interferer.asDouble());

    assertThat(Decibel.of(block.sinr(signal, interference)))
        .isCloseTo(golden.get("sinrDb").asDouble(), withinPercentage(1e-7));
    JsonNode capacity = golden.get("bitPerSecondPerBlock");
    assertThat(block.bitPerSecond(signal, interference))
        .isCloseTo(capacity.asDouble(), within(halfOfTheLastDigit(capacity)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1000", "3, 2000", "1023, 10000", "1e-12, 1.4426950408882e-9"})
  void isBandwidthTimesBinaryLogarithm(double signalWatts, double expected) {
    assertThat(new ResourceBlock(1000, 1).bitPerSecond(signalWatts, 0))
        .isCloseTo(expected, withinPercentage(1e-10));
  }

  @Test
  void keepsTheDigitsOfAWeakSignal() {
    // log2(1 + x) = (x - x^2/2 + x^3/3 - ...) / ln 2
    for (double x = 0.02; x > 1e-15; x *= 0.7) {
      double series = 0;
      for (int k = 40; k >= 1; k--) {
        series += (k % 2 == 1 ? 1 : -1) * Math.pow(x, k) / k;
      }

      assertThat(new ResourceBlock(1, 1).bitPerSecond(x, 0))
          .isCloseTo(series / Math.log(2), withinPercentage(1e-11));
    }
  }

  @Test
  void moreBandwidthNeverLowersARateAndMoreInterferenceNeverRaisesIt() {
    SplittableRandom random = new SplittableRandom(21);
    for (int k = 0; k < 10_000; k++) {
      double bandwidth = Math.exp(random.nextDouble(0, 20));
      double signal = Math.exp(random.nextDouble(-50, 5));
      double interference = random.nextBoolean() ? 0 : Math.exp(random.nextDouble(-50, 5));
      double more = 1 + random.nextDouble();
      ResourceBlock block = ResourceBlock.of(bandwidth, -174, 9);
      double rate = block.bitPerSecond(signal, interference);

      assertThat(ResourceBlock.of(bandwidth * more, -174, 9).bitPerSecond(signal, interference))
          .isGreaterThanOrEqualTo(rate);
      assertThat(block.bitPerSecond(signal * more, interference)).isGreaterThanOrEqualTo(rate);
      assertThat(block.bitPerSecond(signal, interference * more)).isLessThanOrEqualTo(rate);
      assertThat(ResourceBlock.of(bandwidth, -174, 9 * more).bitPerSecond(signal, interference))
          .isLessThanOrEqualTo(rate);
    }
  }

  @Test
  void refusesPowersBelowZeroAndNoBandwidth() {
    ResourceBlock block = new ResourceBlock(1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block.bitPerSecond(-1, 0))
        .withMessage("signalWatts is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block.bitPerSecond(1, -1))
        .withMessage("interferenceWatts is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceBlock(0, 1))
        .withMessage("bandwidthHz is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceBlock(1, 0));
  }

  /** 26 dBm over UMa NLOS, as the golden cases have it. */
  private static double received(double distanceMetres) {
    double loss = Golden.pathLoss("UMa", 1.5).decibels(false, distanceMetres);
    return Decibel.watts(26 - loss);
  }

  private static double halfOfTheLastDigit(JsonNode number) {
    return 0.5 * Math.pow(10, -number.decimalValue().scale());
  }
}
