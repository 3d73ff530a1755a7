package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

  private static final Averaging SHORT = new Averaging(30, 1);
  private static final Scheduler TURNS = new Scheduler.RoundRobin();

  @Test
  void aSnapshotIsAFunctionOfSpecificationUsersSeedAndEpoch() {
    CellSpec spec = spec(Propagation.UMA, new Scheduler.ProportionalFair(5), walking());
    Cell cell = new Cell(spec, 5, new RandomStreams(1));
    CellSnapshot third = cell.snapshot(3);
    cell.snapshot(1);

    assertThat(cell.snapshot(3)).isEqualTo(third);
    assertThat(new Cell(spec, 5, new RandomStreams(1)).snapshot(3)).isEqualTo(third);
    assertThat(new Cell(spec, 5, new RandomStreams(2)).snapshot(3)).isNotEqualTo(third);
    assertThat(cell.snapshot(4).users()).isNotEqualTo(third.users());
  }

  @Test
  void anySnapshotIsTheSameOnAnyThread() {
    Cell cell = new Cell(spec(Propagation.UMA, TURNS, walking()), 5, new RandomStreams(1));
    List<CellSnapshot> inTurn = IntStream.range(0, 16).mapToObj(cell::snapshot).toList();
    List<CellSnapshot> atOnce = IntStream.range(0, 16).parallel().mapToObj(cell::snapshot).toList();

    assertThat(atOnce).isEqualTo(inTurn);
  }

  @Test
  void oneMoreUserLeavesTheOthersInPlace() {
    CellSpec spec = spec(Propagation.UMA, new Scheduler.MaxRate(), walking());
    List<CellSnapshot.UserLink> few = new Cell(spec, 4, new RandomStreams(1)).snapshot(2).users();
    List<CellSnapshot.UserLink> more = new Cell(spec, 5, new RandomStreams(1)).snapshot(2).users();

    for (int user = 0; user < 4; user++) {
      assertThat(more.get(user).xMetres()).isEqualTo(few.get(user).xMetres());
      assertThat(more.get(user).lineOfSight()).isEqualTo(few.get(user).lineOfSight());
      assertThat(more.get(user).meanSinrDb()).isEqualTo(few.get(user).meanSinrDb());
      // The others' fading is the same, and user 4 can only take blocks from them.
      assertThat(more.get(user).bitPerSecond()).isLessThanOrEqualTo(few.get(user).bitPerSecond());
    }
  }

  @ParameterizedTest
  @CsvSource({"UMA, 1", "UMA, 2", "UMI, 3", "UMI, 4"})
  void moreBandwidthNeverLowersARateAndMoreInterferenceNeverRaisesIt(
      Propagation propagation, long seed) {
    CellSpec base = spec(propagation, TURNS, new Mobility.Static());
    CellSpec wide =
        withCarrier(base, new Carrier(null, null, 2 * base.carrier().blockBandwidthHz()));
    CellSpec crowded = withSites(base, new Sites(null, 2, null, null, null));
    CellSpec loud = withSites(base, new Sites(null, null, null, 49.0, null));
    double[] rates = rates(base, seed);
    double[] wider = rates(wide, seed);
    double[] moreCrowded = rates(crowded, seed);
    double[] louder = rates(loud, seed);

    for (int user = 0; user < rates.length; user++) {
      assertThat(wider[user]).isGreaterThanOrEqualTo(rates[user]);
      assertThat(moreCrowded[user]).isLessThanOrEqualTo(rates[user]);
      // Twice the power everywhere is half the noise.
      assertThat(louder[user]).isGreaterThanOrEqualTo(rates[user]);
    }
  }

  /** Where noise drowns all interference, what the link budget leaves open is the shadowing. */
  @ParameterizedTest
  @CsvSource({"true, 4", "false, 6"})
  void meanSinrIsTheLinkBudgetWithShadowing(boolean lineOfSight, double decibels) {
    Terminals deaf = new Terminals(null, null, 0.0, 9.0, 0.0);
    Sites sites = new Sites(null, null, null, 46.0, 3.0);
    CellSpec spec =
        new CellSpec(null, sites, null, deaf, null, TURNS, new Averaging(1, 1), null, null);
    double noiseDbm = 10 * Math.log10(180e3) + 9;
    double count = 0;
    double mean = 0;
    double square = 0;
    for (int seed = 0; seed < 300; seed++) {
      for (CellSnapshot.UserLink link : links(spec, seed)) {
        if (link.lineOfSight() == lineOfSight) {
          double loss = spec.pathLoss().decibels(lineOfSight, link.distanceMetres());
          double shadowing = 26 + 3 - loss - noiseDbm - link.meanSinrDb();
          count++;
          mean += shadowing;
          square += shadowing * shadowing;
        }
      }
    }

    assertThat(count).isGreaterThan(200);
    assertThat(mean / count).isCloseTo(0, within(0.1 * decibels));
    assertThat(Math.sqrt(square / count)).isCloseTo(decibels, within(0.1 * decibels));
  }

  @Test
  void usersThatWalkSeeTheirSurroundingsChangeSlowly() {
    CellSpec spec =
        new CellSpec(
            null,
            null,
            null,
            null,
            new Mobility.RandomWaypoint(1.0, 0.0),
            TURNS,
            SHORT,
            0.01,
            null);
    Cell cell = new Cell(spec, 20, new RandomStreams(3));
    List<CellSnapshot.UserLink> before = cell.snapshot(1000).users();
    List<CellSnapshot.UserLink> after = cell.snapshot(1001).users();

    for (int user = 0; user < 20; user++) {
      CellSnapshot.UserLink here = before.get(user);
      CellSnapshot.UserLink there = after.get(user);
      assertThat(Math.hypot(here.xMetres() - there.xMetres(), here.yMetres() - there.yMetres()))
          .isCloseTo(0.01, within(0.005));
      if (here.lineOfSight() == there.lineOfSight()) {
        assertThat(there.meanSinrDb()).isCloseTo(here.meanSinrDb(), within(1.0));
      }
    }
  }

  @Test
  void staticUsersAreComputedOnceUnlessTheScenarioSaysOtherwise() {
    Cell once = new Cell(spec(Propagation.UMA, TURNS, new Mobility.Static()), 3, seed());
    assertThat(once.epochAt(0)).isZero();
    assertThat(once.epochAt(1e9)).isZero();

    Cell again =
        new Cell(new CellSpec(null, null, null, null, null, TURNS, SHORT, 5.0, null), 3, seed());
    assertThat(again.epochAt(4.999)).isZero();
    assertThat(again.epochAt(5)).isOne();
    assertThat(again.snapshot(1).users().get(0).xMetres())
        .isEqualTo(again.snapshot(0).users().get(0).xMetres());
    assertThat(again.snapshot(1).users().get(0).bitPerSecond())
        .isNotEqualTo(again.snapshot(0).users().get(0).bitPerSecond());
  }

  @Test
  void ratesAreThoseOfTheLinks() {
    CellSnapshot snapshot =
        new Cell(spec(Propagation.UMI, TURNS, walking()), 3, seed()).snapshot(0);

    for (int user = 0; user < 3; user++) {
      assertThat(snapshot.rates().bitPerSecond(user))
          .isEqualTo(snapshot.users().get(user).bitPerSecond());
    }
  }

  @Test
  void aUserThatIsNeverServedHasNoDelayThatCouldBeStated() {
    CellSpec spec =
        new CellSpec(
            null, null, null, null, null, new Scheduler.MaxRate(), new Averaging(1, 1), null, null);
    CellSnapshot snapshot = new Cell(spec, 200, seed()).snapshot(0);

    assertThat(snapshot.users()).anyMatch(link -> link.bitPerSecond() == 0);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(snapshot::rates)
        .withMessageMatching("(?s)user \\d+ of the cell was never served in epoch 0.*");
  }

  @Test
  void refusesTimesAndEpochsBeforeTheRunAndACellWithoutUsers() {
    CellSpec spec = CellSpec.standard();
    Cell cell = new Cell(spec, 1, seed());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cell.epochAt(-1))
        .withMessage("seconds is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cell.snapshot(-1))
        .withMessage("epoch is -1; it must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cell(spec, 0, seed()))
        .withMessage("users is 0; it must be at least 1");
  }

  /** At the ends of the allowed layouts, no distance leaves the range of the formulae. */
  @ParameterizedTest
  @ValueSource(doubles = {20, 1939})
  void theSmallestAndTheLargestLayoutAreValid(double interSiteMetres) {
    CellSpec spec =
        new CellSpec(
            null,
            new Sites(interSiteMetres, 2, null, null, null),
            null,
            new Terminals(null, 10.0, null, null, null),
            walking(),
            TURNS,
            new Averaging(2, 1),
            null,
            null);
    Cell cell = new Cell(spec, 50, seed());

    for (long epoch = 0; epoch < 20; epoch++) {
      assertThat(cell.snapshot(epoch).users()).allMatch(link -> link.bitPerSecond() > 0);
    }
  }

  private static List<CellSnapshot.UserLink> links(CellSpec spec, long seed) {
    return new Cell(spec, 6, new RandomStreams(seed)).snapshot(0).users();
  }

  private static double[] rates(CellSpec spec, long seed) {
    return links(spec, seed).stream().mapToDouble(CellSnapshot.UserLink::bitPerSecond).toArray();
  }

  private static RandomStreams seed() {
    return new RandomStreams(1);
  }

  private static Mobility walking() {
    return new Mobility.RandomWaypoint(null, null);
  }

  private static CellSpec spec(Propagation propagation, Scheduler scheduler, Mobility mobility) {
    return new CellSpec(propagation, null, null, null, mobility, scheduler, SHORT, null, null);
  }

  private static CellSpec withCarrier(CellSpec spec, Carrier carrier) {
    return new CellSpec(
        spec.propagation(),
        spec.sites(),
        carrier,
        null,
        spec.mobility(),
        spec.scheduler(),
        spec.averaging(),
        null,
        null);
  }

  private static CellSpec withSites(CellSpec spec, Sites sites) {
    return new CellSpec(
        spec.propagation(),
        sites,
        null,
        null,
        spec.mobility(),
        spec.scheduler(),
        spec.averaging(),
        null,
        null);
  }
}
