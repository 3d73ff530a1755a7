package io.nearfar.model.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.task.Tier;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDelayTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @ParameterizedTest
  @CsvSource({
    "250,   3.563333333,  8.2325",
    "500,   6.896666667,  16.045",
    "1000, 13.563333333,  31.67",
    "2000, 26.896666667,  62.92"
  })
  void generationIsTimeToFirstTokenAndTimePerOutputToken(int n, double edge, double cloud) {
    ServiceDelay near = edge(n, Delivery.STORED, Double.POSITIVE_INFINITY);
    ServiceDelay far = cloud(n, Delivery.STORED, Double.POSITIVE_INFINITY, 0);

    assertThat(near.totalSeconds()).isCloseTo(edge, EXACT);
    assertThat(near.generationSeconds()).isCloseTo(edge, EXACT);
    assertThat(near.transmissionSeconds()).isZero();
    assertThat(far.totalSeconds()).isCloseTo(cloud, EXACT);
  }

  @Test
  void storedTransmissionTurnsBytesIntoBitsAndPaysTheBackhaulOnce() {
    // 8 bit x 1000 tokens x 4 bytes over 1 Mbit/s is 32 ms.
    ServiceDelay far = cloud(1000, Delivery.STORED, 1e6, 0.1);

    assertThat(far.radioSeconds()).isCloseTo(0.032, EXACT);
    assertThat(far.backhaulSeconds()).isEqualTo(0.1);
    assertThat(far.transmissionSeconds()).isCloseTo(0.132, EXACT);
    assertThat(far.totalSeconds()).isCloseTo(31.67 + 0.132, EXACT);
  }

  @Test
  void aLocalTaskPaysNoBackhaul() {
    ServiceDelay near =
        ServiceDelay.of(
            Deployment.regular(1000), Deployment.EDGE, Tier.EDGE, link(Delivery.STORED, 1e6), 0.1);

    assertThat(near.backhaulSeconds()).isZero();
    assertThat(near.totalSeconds()).isCloseTo(13.563333333 + 0.032, EXACT);
  }

  @Test
  void aFastLinkHidesBehindStreamedGenerationButForTheLastToken() {
    // 8 s / C = 32 us < 1/75 s: 0.23 + 999/75 + 0.000032.
    ServiceDelay near = edge(1000, Delivery.STREAMED, 1e6);

    assertThat(near.totalSeconds()).isCloseTo(13.550032, EXACT);
    assertThat(near.radioSeconds()).isCloseTo(0.000032, EXACT);
    assertThat(near.decodingSeconds()).isCloseTo(13.32, EXACT);
  }

  @Test
  void aSlowLinkPacesStreamedDelivery() {
    // 8 s / C = 0.02 s > 1/75 s: 0.23 + 999 x 0.02 + 0.02.
    ServiceDelay near = edge(1000, Delivery.STREAMED, 1600);
    // 0.02 s < 1/32 s: the same link does not pace the cloud. 0.42 + 999/32 + 0.02 + 0.1.
    ServiceDelay far = cloud(1000, Delivery.STREAMED, 1600, 0.1);

    assertThat(near.totalSeconds()).isCloseTo(20.23, EXACT);
    assertThat(near.decodingSeconds()).isCloseTo(13.32, EXACT);
    assertThat(far.totalSeconds()).isCloseTo(31.75875, EXACT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void storedAndStreamedDifferByOneTokenTimeWhereTheLinkTakesNoTime(int n) {
    double stored = edge(n, Delivery.STORED, Double.POSITIVE_INFINITY).totalSeconds();
    double streamed = edge(n, Delivery.STREAMED, Double.POSITIVE_INFINITY).totalSeconds();

    assertThat(stored - streamed).isCloseTo(1.0 / 75, EXACT);
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void sharesAddUpToTheTotalOfTheSpecification(Delivery delivery) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2000; i++) {
      int n = random.nextInt(1, 3000);
      double rate = Math.exp(random.nextDouble(Math.log(100), Math.log(1e8)));
      double backhaul = random.nextDouble(2);
      ModelProfile model =
          Deployment.model("m", random.nextDouble(2), random.nextDouble(5, 300), 1100, 0.5);

      ServiceDelay delay =
          ServiceDelay.of(Deployment.regular(n), model, Tier.CLOUD, link(delivery, rate), backhaul);

      double onAir = 32 / rate;
      double expected =
          delivery == Delivery.STORED
              ? n * onAir + backhaul + model.ttftSeconds(0) + n * model.tpotSeconds()
              : model.ttftSeconds(0)
                  + (n - 1) * Math.max(model.tpotSeconds(), onAir)
                  + onAir
                  + backhaul;
      assertThat(delay.totalSeconds()).isCloseTo(expected, within(1e-9 * expected));
      assertThat(delay.radioSeconds() + delay.gatewaySeconds())
          .isCloseTo(delay.totalSeconds(), within(1e-9 * expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void moreBandwidthNeverSlowsAndMoreTokensNeverHurry(Delivery delivery) {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 2000; i++) {
      int n = random.nextInt(1, 3000);
      double rate = Math.exp(random.nextDouble(Math.log(100), Math.log(1e8)));
      double slow = edge(n, delivery, rate).totalSeconds();

      assertThat(edge(n, delivery, rate * random.nextDouble(1, 100)).totalSeconds())
          .isLessThanOrEqualTo(slow);
      assertThat(edge(n + 1, delivery, rate).totalSeconds()).isGreaterThan(slow);
    }
  }

  @Test
  void refusesALinkWithoutARate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> link(Delivery.STORED, 0))
        .withMessage("bitPerSecond is 0.0; it must be > 0 (infinite: no radio share)");
    assertThatIllegalArgumentException().isThrownBy(() -> link(Delivery.STORED, Double.NaN));
  }

  @Test
  void refusesANegativeBackhaul() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cloud(10, Delivery.STORED, 1e6, -0.1))
        .withMessage("backhaulSeconds is -0.1; it must be a finite number >= 0");
  }

  private static ServiceDelay edge(int n, Delivery delivery, double bitPerSecond) {
    return ServiceDelay.of(
        Deployment.regular(n), Deployment.EDGE, Tier.EDGE, link(delivery, bitPerSecond), 0);
  }

  private static ServiceDelay cloud(int n, Delivery delivery, double bitPerSecond, double back) {
    return ServiceDelay.of(
        Deployment.regular(n), Deployment.CLOUD, Tier.CLOUD, link(delivery, bitPerSecond), back);
  }

  private static ServiceDelay.Link link(Delivery delivery, double bitPerSecond) {
    return new ServiceDelay.Link(delivery, 4, bitPerSecond);
  }
}
