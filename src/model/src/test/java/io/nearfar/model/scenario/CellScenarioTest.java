package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nearfar.model.radio.Averaging;
import io.nearfar.model.radio.Carrier;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.radio.Mobility;
import io.nearfar.model.radio.Propagation;
import io.nearfar.model.radio.Scheduler;
import io.nearfar.model.radio.Sites;
import io.nearfar.model.radio.Terminals;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A scenario whose radio is a cell. */
class CellScenarioTest {

  @Test
  void everyKeyOfACellIsRead() {
    assertThat(read(ScenarioReaderTest.CELL).radio())
        .isEqualTo(
            new CellSpec(
                Propagation.UMI,
                new Sites(200.0, 2, 12.0, 40.0, 8.0),
                new Carrier(28e9, 50, 360e3),
                new Terminals(2.0, 20.0, 1.0, 7.0, -173.0),
                new Mobility.RandomWaypoint(1.4, 5.0),
                new Scheduler.ProportionalFair(50),
                new Averaging(500, 10),
                2.0,
                true));
    assertThat(read("name: a\nradio: {rate: cell}").radio()).isEqualTo(CellSpec.standard());
    assertThat(read("name: a\nradio: {rate: cell, scheduler: {discipline: round-robin}}").radio())
        .isEqualTo(cellWith(new Scheduler.RoundRobin()));
    assertThat(read("name: a\nradio: {rate: cell, scheduler: {discipline: max-rate}}").radio())
        .isEqualTo(cellWith(new Scheduler.MaxRate()));
    assertThat(read("name: a\nradio: {rate: cell, mobility: {pattern: static}}").radio())
        .isEqualTo(CellSpec.standard());
  }

  @Test
  void saysWhatIsWrongWithACell() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read("name: a\nradio: {rate: cell, sites: {rings: 4}}"))
        .withMessageContaining("radio.sites: rings is 4; it must be between 1 and 2");
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read("name: a\nradio: {rate: cell, propagation: rma}"))
        .withMessageContaining("radio.propagation is \"rma\"; it must be one of uma, umi");
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read("name: a\nradio: {rate: cell, scheduler: {discipline: fair}}"))
        .withMessageContaining(
            "radio.scheduler.discipline is \"fair\"; it must be one of proportional-fair,"
                + " round-robin, max-rate");
  }

  /** A height that nobody stated must not become one that somebody did. */
  @Test
  void theHeightOfSitesFollowsTheEnvironmentOfAWrittenScenario() {
    String written = ScenarioReader.write(read("name: a\nradio: {rate: cell}"));

    assertThat(written).doesNotContain("heightMetres: 25");
    assertThat(
            ScenarioReader.read(written, "test.yaml", Map.of("radio.propagation", "umi")).radio())
        .isEqualTo(new CellSpec(Propagation.UMI, null, null, null, null, null, null, null, null));
    assertThat(read(written)).isEqualTo(read("name: a\nradio: {rate: cell}"));
    String stated =
        ScenarioReader.write(read("name: a\nradio: {rate: cell, sites: {heightMetres: 30}}"));
    assertThat(stated).contains("heightMetres: 30");
  }

  @Test
  void onlyStreamedTokensCanBePaced() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read("name: a\nradio: {rate: cell, pacing: true}"))
        .withMessageContaining("radio.pacing is true and delivery is stored");
    assertThat(read("name: a\ndelivery: streamed\nradio: {rate: cell, pacing: true}").radio())
        .isInstanceOf(CellSpec.class);
  }

  private static CellSpec cellWith(Scheduler scheduler) {
    return new CellSpec(null, null, null, null, null, scheduler, null, null, null);
  }

  private static Scenario read(String yaml) {
    return ScenarioReader.read(yaml, "test.yaml");
  }
}
