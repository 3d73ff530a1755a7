package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CellSpecTest {

  @Test
  void whatIsLeftOutHasTheSpecificationsDefault() {
    CellSpec spec = CellSpec.standard();

    assertThat(spec.propagation()).isEqualTo(Propagation.UMA);
    assertThat(spec.sites()).isEqualTo(new Sites(500.0, 1, null, 46.0, 0.0));
    assertThat(spec.carrier()).isEqualTo(new Carrier(3.5e9, 100, 180e3));
    assertThat(spec.terminals()).isEqualTo(new Terminals(1.5, 35.0, 0.0, 9.0, -174.0));
    assertThat(spec.mobility()).isEqualTo(new Mobility.Static());
    assertThat(spec.scheduler()).isEqualTo(new Scheduler.ProportionalFair(99));
    assertThat(spec.averaging()).isEqualTo(new Averaging(1000, 1));
    assertThat(spec.updateSeconds()).isNull();
    assertThat(spec.pacing()).isFalse();
  }

  @Test
  void streetCanyonsHaveLowerSites() {
    assertThat(
            new CellSpec(Propagation.UMI, null, null, null, null, null, null, null, null)
                .pathLoss())
        .isEqualTo(new PathLoss(Propagation.UMI, 3.5e9, 10, 1.5));
    assertThat(CellSpec.standard().pathLoss())
        .isEqualTo(new PathLoss(Propagation.UMA, 3.5e9, 25, 1.5));
  }

  @Test
  void usersThatMoveAreFollowed() {
    Mobility walking = new Mobility.RandomWaypoint(null, null);

    assertThat(walking).isEqualTo(new Mobility.RandomWaypoint(0.83, 0.0));
    assertThat(
            new CellSpec(null, null, null, null, walking, null, null, null, null).updateSeconds())
        .isEqualTo(10);
  }

  @Test
  void refusesGeometryThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cell(sites(60.0), null))
        .withMessage(
            "terminals.minDistanceMetres is 35.0; it must be at most half of"
                + " sites.interSiteDistanceMetres, 30.0, or users have no place in the cell");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                cell(
                    new Sites(null, null, 10.0, null, null),
                    new Terminals(10.0, null, null, null, null)))
        .withMessage("sites.heightMetres is 10.0; it must be above terminals.heightMetres, 10.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sites(3170.0))
        .withMessage("interSiteDistanceMetres is 3170.0; it must be between 20.0 and 3169.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sites(1940.0, 2, null, null, null))
        .withMessage("interSiteDistanceMetres is 1940.0; it must be between 20.0 and 1939.0");
    assertThatIllegalArgumentException().isThrownBy(() -> sites(-500.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Terminals(null, 9.0, null, null, null))
        .withMessage("minDistanceMetres is 9.0; it must be between 10.0 and 5000.0");
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Carrier(0.4e9, null, null))
        .withMessage("frequencyHz is 4.0E8; it must be between 5.0E8 and 1.0E11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Carrier(null, 0, null))
        .withMessage("resourceBlocks is 0; it must be between 1 and 10000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Carrier(null, null, 0.0))
        .withMessage("blockBandwidthHz is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sites(null, 3, null, null, null))
        .withMessage("rings is 3; it must be between 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Averaging(0, null))
        .withMessage("slots is 0; it must be between 1 and 10000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Averaging(null, 0))
        .withMessage("coherenceSlots is 0; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mobility.RandomWaypoint(0.0, null))
        .withMessage("speedMetresPerSecond is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CellSpec(null, null, null, null, null, null, null, 0.0, null))
        .withMessage("updateSeconds is 0.0; it must be a finite number > 0");
  }

  private static CellSpec cell(Sites sites, Terminals terminals) {
    return new CellSpec(null, sites, null, terminals, null, null, null, null, null);
  }

  private static Sites sites(double interSiteMetres) {
    return new Sites(interSiteMetres, null, null, null, null);
  }
}
