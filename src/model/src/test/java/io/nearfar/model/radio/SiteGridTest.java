package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteGridTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 7", "2, 19"})
  void ringsOfSitesSurroundTheServingOne(int rings, int sites) {
    assertThat(new SiteGrid(500, rings).sites()).isEqualTo(sites);
  }

  @Test
  void theFirstRingIsOneInterSiteDistanceAwayAndTheSecondUpToTwo() {
    SiteGrid grid = new SiteGrid(500, 2);

    assertThat(grid.distanceMetres(0, 0, 0)).isZero();
    for (int site = 1; site <= 6; site++) {
      assertThat(grid.distanceMetres(site, 0, 0)).isCloseTo(500, within(1e-9));
    }
    int[] far = new int[2];
    for (int site = 7; site < 19; site++) {
      boolean corner = Math.abs(grid.distanceMetres(site, 0, 0) - 1000) < 1e-9;
      boolean edge = Math.abs(grid.distanceMetres(site, 0, 0) - 500 * Math.sqrt(3)) < 1e-9;
      assertThat(corner || edge).isTrue();
      far[corner ? 1 : 0]++;
    }
    assertThat(far).containsExactly(6, 6);
  }

  @Test
  void theServingSiteIsTheNearestOfItsHexagon() {
    SiteGrid grid = new SiteGrid(500, 1);
    SplittableRandom random = new SplittableRandom(41);
    int inside = 0;
    int points = 100_000;
    for (int k = 0; k < points; k++) {
      double x = random.nextDouble(-300, 300);
      double y = random.nextDouble(-300, 300);
      boolean nearest = true;
      for (int site = 1; site < grid.sites(); site++) {
        nearest &= grid.distanceMetres(0, x, y) <= grid.distanceMetres(site, x, y);
      }
      assertThat(grid.serves(x, y)).isEqualTo(nearest);
      inside += nearest ? 1 : 0;
    }

    // Its area is sqrt(3)/2 of the squared distance.
    double share = Math.sqrt(3) / 2 * 500 * 500 / (600.0 * 600.0);
    assertThat((double) inside / points).isCloseTo(share, within(0.007));
  }
}
