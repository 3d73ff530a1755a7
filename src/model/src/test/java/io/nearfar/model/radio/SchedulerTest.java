package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  @Test
  void proportionalFairnessGivesTheWorkedSequence() {
    JsonNode golden = Golden.VALUES.get("proportionalFairness");
    double[] rates =
        Golden.list(golden.get("rates")).stream().mapToDouble(JsonNode::asDouble).toArray();
    FairAllocation fair =
        new FairAllocation(
            rates.length,
            golden.get("timeConstantSlots").asInt(),
            golden.get("initialAverage").asDouble());

    int[] winners = new int[golden.get("slots").asInt()];
    for (int slot = 0; slot < winners.length; slot++) {
      winners[slot] = next(fair, column(rates))[0];
    }

    assertThat(winners).containsExactly(0, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 0);
    for (int user = 0; user < rates.length; user++) {
      assertThat(fair.averages()[user])
          .isCloseTo(golden.get("averages").get(user).asDouble(), within(5e-10));
    }
  }

  @Test
  void tiesGoToTheLowestNumber() {
    FairAllocation fair = new FairAllocation(2, 2, 1);
    assertThat(next(fair, column(5, 5))).containsExactly(0);
    FairAllocation uneven = new FairAllocation(2, 2, 1);
    next(uneven, column(0, 2));
    assertThat(uneven.averages()).containsExactly(0.5, 1.5);
    assertThat(next(uneven, column(2, 6))).containsExactly(0);
    assertThat(next(new Scheduler.MaxRate().start(3), column(2, 7, 7))).containsExactly(1);
    assertThat(next(new Scheduler.MaxRate().start(2), column(0, 0))).containsExactly(0);
  }

  @Test
  void everyUsersAverageIsUpdatedOncePerSlotWithTheSumOfItsBlocks() {
    FairAllocation fair = new FairAllocation(3, 10, 1);
    double[][] rates = {{9, 1, 1, 8}, {2, 5, 3, 1}, {1, 1, 1, 1}};

    assertThat(next(fair, rates)).containsExactly(0, 1, 1, 0);

    double[] averages = fair.averages();
    assertThat(averages[0]).isCloseTo(0.9 + 0.1 * 17, within(1e-12));
    assertThat(averages[1]).isCloseTo(0.9 + 0.1 * 8, within(1e-12));
    assertThat(averages[2]).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void aTimeConstantOfOneRemembersTheLastSlotAlone() {
    FairAllocation fair = new FairAllocation(3, 1, 1);

    assertThat(next(fair, column(3, 2, 1))).containsExactly(0);
    assertThat(fair.averages()).containsExactly(3, 0, 0);
    // Whoever had nothing comes before whoever had something; among them, the lowest number.
    assertThat(next(fair, column(3, 2, 1))).containsExactly(1);
    assertThat(next(fair, column(3, 0, 1))).containsExactly(0);
    assertThat(next(fair, column(3, 0, 1))).containsExactly(2);
  }

  @Test
  void aUserThatCannotBeServedWinsNothing() {
    FairAllocation fair = new FairAllocation(2, 5, 1);
    for (int slot = 0; slot < 50; slot++) {
      assertThat(next(fair, column(0, 1))).containsExactly(1);
    }
  }

  /**
   * Users whose rates have one distribution but for their scale get equal shares of the time, and
   * each the mean of the largest of K draws: with exponential rates of mean m, m H_K / K.
   */
  @Test
  void proportionalFairnessSharesTimeEqually() {
    double[] scale = {1, 2, 5, 40, 0.1};
    int slots = 400_000;
    FairAllocation fair = new FairAllocation(scale.length, 1000, 1);
    SplittableRandom random = new SplittableRandom(31);
    double[] won = new double[scale.length];
    double[] served = new double[scale.length];
    for (int slot = -10_000; slot < slots; slot++) {
      double[][] rates = new double[scale.length][1];
      for (int user = 0; user < scale.length; user++) {
        rates[user][0] = -scale[user] * Math.log(1 - random.nextDouble());
      }
      int winner = next(fair, rates)[0];
      if (slot >= 0) {
        won[winner]++;
        served[winner] += rates[winner][0];
      }
    }

    double harmonic = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0;
    for (int user = 0; user < scale.length; user++) {
      assertThat(won[user] / slots).isCloseTo(0.2, withinPercentage(1));
      assertThat(served[user] / slots)
          .isCloseTo(scale[user] * harmonic / scale.length, withinPercentage(1.5));
    }
  }

  @Test
  void roundRobinServesInTurnOverBlocksAndSlots() {
    Scheduler.Allocation turns = new Scheduler.RoundRobin().start(3);
    double[][] rates = {{0, 0, 0, 0}, {9, 9, 9, 9}, {1, 1, 1, 1}};

    assertThat(next(turns, rates)).containsExactly(0, 1, 2, 0);
    assertThat(next(turns, rates)).containsExactly(1, 2, 0, 1);
    assertThat(next(turns, rates)).containsExactly(2, 0, 1, 2);
  }

  @Test
  void maxRateServesTheBestUserOfEachBlock() {
    double[][] rates = {{1, 5, 2}, {4, 5, 1}, {3, 6, 1}};

    assertThat(next(new Scheduler.MaxRate().start(3), rates)).containsExactly(1, 2, 0);
  }

  @Test
  void noSchedulerCarriesMoreThanMaxRate() {
    SplittableRandom random = new SplittableRandom(32);
    Scheduler.Allocation max = new Scheduler.MaxRate().start(6);
    Scheduler.Allocation fair = new Scheduler.ProportionalFair(null).start(6);
    for (int slot = 0; slot < 500; slot++) {
      double[][] rates = new double[6][];
      Arrays.setAll(rates, user -> random.doubles(8).toArray());

      assertThat(carried(rates, next(max, rates)))
          .isGreaterThanOrEqualTo(carried(rates, next(fair, rates)));
    }
  }

  @Test
  void onlyProportionalFairnessWarmsUp() {
    assertThat(new Scheduler.ProportionalFair(null).warmUpSlots()).isEqualTo(990);
    assertThat(new Scheduler.ProportionalFair(5).warmUpSlots()).isEqualTo(50);
    assertThat(new Scheduler.RoundRobin().warmUpSlots()).isZero();
    assertThat(new Scheduler.MaxRate().warmUpSlots()).isZero();
  }

  @Test
  void refusesATimeConstantOfNoSlot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scheduler.ProportionalFair(0))
        .withMessage("timeConstantSlots is 0; it must be between 1 and 100000");
  }

  private static int[] next(Scheduler.Allocation allocation, double[][] rates) {
    int[] winner = new int[rates[0].length];
    Arrays.fill(winner, -1);
    allocation.next(rates, winner);
    return winner;
  }

  /** One block. */
  private static double[][] column(double... rates) {
    return Arrays.stream(rates).mapToObj(rate -> new double[] {rate}).toArray(double[][]::new);
  }

  private static double carried(double[][] rates, int[] winner) {
    double sum = 0;
    for (int block = 0; block < winner.length; block++) {
      sum += rates[winner[block]][block];
    }
    return sum;
  }
}
