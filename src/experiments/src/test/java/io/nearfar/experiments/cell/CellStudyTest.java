package io.nearfar.experiments.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.Scenarios;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStudyTest {

  @TempDir private Path directory;

  private static CellStudy study(String scheduler) {
    Scenario scenario =
        Scenarios.of("users: 12", "radio: {rate: cell, averaging: {slots: 300}" + scheduler + "}");
    return CellStudy.of((CellSpec) scenario.radio(), 12, scenario.random(), 0);
  }

  @Test
  void maxRateCarriesTheMostAndSharesItWorst() {
    CellStudy study = study("");
    ScheduledRates fair = study.rates().get(0);
    ScheduledRates inTurn = study.rates().get(1);
    ScheduledRates most = study.rates().get(2);

    assertThat(study.rates())
        .extracting(ScheduledRates::discipline)
        .containsExactly("proportional-fair", "round-robin", "max-rate");
    assertThat(most.sum()).isGreaterThan(fair.sum());
    assertThat(fair.sum()).isGreaterThan(inTurn.sum());
    assertThat(most.jainIndex()).isLessThan(fair.jainIndex());
    assertThat(most.unserved()).isPositive();
    assertThat(fair.unserved()).isZero();
    // With proportional fairness nobody is worse off than in turn: it picks the good moments.
    for (int user = 0; user < 12; user++) {
      assertThat(fair.bitPerSecond().get(user)).isGreaterThan(inTurn.bitPerSecond().get(user));
    }
  }

  @Test
  void theSchedulerThatAScenarioNamesChangesNoOther() {
    CellStudy study = study(", scheduler: {discipline: max-rate}");

    assertThat(study).isEqualTo(study(""));
    CellStudy slow = study(", scheduler: {discipline: proportional-fair, timeConstantSlots: 20}");
    assertThat(slow.rates().get(0)).isNotEqualTo(study.rates().get(0));
    assertThat(slow.rates().subList(1, 3)).isEqualTo(study.rates().subList(1, 3));
  }

  @Test
  void theSinrIsWhatTheLossLeavesWithoutNeighbours() {
    // Neighbours too far away to matter: SINR = 46 dBm - 20 dB (100 blocks) - loss - noise.
    Scenario scenario =
        Scenarios.of("users: 5", "radio: {rate: cell, sites: {interSiteDistanceMetres: 3000}}");
    CellStudy study = CellStudy.of((CellSpec) scenario.radio(), 5, scenario.random(), 0);
    double noiseDbm = -174 + 10 * Math.log10(180e3) + 9;

    assertThat(study.links())
        .allSatisfy(
            link -> assertThat(link.meanSinrDb()).isLessThan(46 - 20 - link.lossDb() - noiseDbm));
    assertThat(study.links())
        .anySatisfy(
            link ->
                assertThat(46 - 20 - link.lossDb() - noiseDbm - link.meanSinrDb()).isLessThan(6));
  }

  @Test
  void writesARowForEachUserAndScheduler() throws Exception {
    CellStudy study = study("");
    CellTables.write(study, directory);

    List<String> users = Files.readAllLines(directory.resolve("users.csv"));
    assertThat(users).hasSize(1 + 3 * 12);
    assertThat(users.get(0))
        .isEqualTo(
            "user,discipline,x_metres,y_metres,distance_metres,line_of_sight,loss_db,mean_sinr_db,"
                + "bit_per_second");
    List<String> schedulers = Files.readAllLines(directory.resolve("schedulers.csv"));
    assertThat(schedulers).hasSize(1 + 3);
    assertThat(schedulers.get(0))
        .isEqualTo(
            "discipline,users,unserved_users,sum_bit_per_second,least_bit_per_second,jain_index");
    assertThat(schedulers.get(3)).startsWith("max-rate,12," + study.rates().get(2).unserved());
    assertThat(CellTables.users(study).rows()).hasSize(12);
    assertThat(CellTables.schedulers(study).rows()).hasSize(3);
  }
}
