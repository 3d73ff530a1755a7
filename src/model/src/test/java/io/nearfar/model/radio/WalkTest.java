package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {

  private static final SiteGrid GRID = new SiteGrid(500, 1);
  private static final Mobility.RandomWaypoint WALKING = new Mobility.RandomWaypoint(1.5, 10.0);

  @Test
  void usersArePlacedUniformlyInTheHexagon() {
    int users = 20_000;
    int[] quadrant = new int[4];
    int inner = 0;
    for (int user = 0; user < users; user++) {
      Walk place = walk(user, 35);
      assertThat(GRID.serves(place.xMetres(), place.yMetres())).isTrue();
      assertThat(distance(place)).isGreaterThanOrEqualTo(35);
      quadrant[(place.xMetres() > 0 ? 1 : 0) + (place.yMetres() > 0 ? 2 : 0)]++;
      inner += distance(place) < 150 ? 1 : 0;
    }

    for (int count : quadrant) {
      assertThat((double) count / users).isCloseTo(0.25, within(0.013));
    }
    double hexagon = Math.sqrt(3) / 2 * 500 * 500;
    double share = Math.PI * (150 * 150 - 35 * 35) / (hexagon - Math.PI * 35 * 35);
    assertThat((double) inner / users).isCloseTo(share, within(0.015));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 249.9, 250})
  void usersKeepTheMinimumDistanceOnTheirWay(double minMetres) {
    for (int user = 0; user < 20; user++) {
      for (int seconds = 0; seconds < 3000; seconds += 37) {
        Walk walk = walk(user, minMetres);
        walk.advance(WALKING, seconds);

        assertThat(distance(walk)).isGreaterThan(minMetres - 1e-9);
        assertThat(GRID.serves(walk.xMetres() * (1 - 1e-12), walk.yMetres() * (1 - 1e-12)))
            .isTrue();
      }
    }
  }

  @Test
  void usersWalkAtTheirSpeedAndRestInBetween() {
    double walked = 0;
    double resting = 0;
    Walk before = walk(3, 35);
    for (int second = 1; second <= 5000; second++) {
      Walk after = walk(3, 35);
      after.advance(WALKING, second);
      double step =
          Math.hypot(after.xMetres() - before.xMetres(), after.yMetres() - before.yMetres());
      assertThat(step).isLessThan(1.5 + 1e-9);
      walked += step;
      resting += step == 0 ? 1 : 0;
      before = after;
    }

    // Legs of some 250 m at 1.5 m/s, and 10 s of rest after each.
    assertThat(walked).isBetween(6500.0, 7400.0);
    assertThat(resting).isBetween(150.0, 450.0);
  }

  @Test
  void aStaticUserStays() {
    Walk walk = walk(3, 35);
    double x = walk.xMetres();
    walk.advance(new Mobility.Static(), 1e6);

    assertThat(walk.xMetres()).isEqualTo(x);
  }

  private static Walk walk(int user, double minMetres) {
    return new Walk(GRID, minMetres, new RandomStreams(51).sequence("place", user));
  }

  private static double distance(Walk walk) {
    return Math.hypot(walk.xMetres(), walk.yMetres());
  }
}
