package io.nearfar.model.radio;

import io.nearfar.model.Check;
import io.nearfar.model.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The users of a cell and the rates of their links, epoch by epoch. A snapshot is a pure function
 * of specification, number of users, seed and epoch; safe for use by several threads.
 *
 * <p>Each user, site and kind of draw has a stream of its own: with one more user or ring, the
 * others keep place, sight, shadow and fading.
 */
public final class Cell {

  private final CellSpec spec;
  private final int users;
  private final RandomStreams random;
  private final PathLoss pathLoss;
  private final SiteGrid grid;
  private final SiteSurroundings[] surroundings;

  /**
   * A cell whose users are placed by the seed.
   *
   * @param users K, >= 1
   */
  public Cell(CellSpec spec, int users, RandomStreams random) {
    this.spec = Check.present("spec", spec);
    this.users = Check.atLeast("users", users, 1);
    this.random = Check.present("random", random);
    pathLoss = spec.pathLoss();
    grid = new SiteGrid(spec.sites().interSiteDistanceMetres(), spec.sites().rings());
    surroundings = new SiteSurroundings[grid.sites()];
    for (int site = 0; site < surroundings.length; site++) {
      surroundings[site] = new SiteSurroundings(pathLoss, site, random);
    }
  }

  /**
   * The number of the epoch at a time; always 0 when nothing is computed anew.
   *
   * @param seconds since the beginning of the run, >= 0
   */
  public long epochAt(double seconds) {
    Check.nonNegative("seconds", seconds);
    return spec.updateSeconds() == null ? 0 : (long) (seconds / spec.updateSeconds());
  }

  /**
   * The cell during an epoch: positions at its beginning, fading of its own.
   *
   * @param epoch >= 0
   */
  public CellSnapshot snapshot(long epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch is " + epoch + "; it must be at least 0");
    }
    Walk[] places = new Walk[users];
    boolean[] sight = new boolean[users];
    double[][] watts = new double[users][grid.sites()];
    for (int user = 0; user < users; user++) {
      places[user] = place(user, epoch);
      sight[user] = receive(places[user], watts[user]);
    }
    ResourceBlock block = spec.resourceBlock();
    double[] rates = meanRates(block, watts, epoch);
    List<CellSnapshot.UserLink> links = new ArrayList<>(users);
    for (int user = 0; user < users; user++) {
      links.add(
          new CellSnapshot.UserLink(
              places[user].xMetres(),
              places[user].yMetres(),
              sight[user],
              lossDb(watts[user][0]),
              Decibel.of(block.sinr(watts[user][0], interferenceWatts(watts[user]))),
              rates[user]));
    }
    return new CellSnapshot(epoch, links);
  }

  private Walk place(int user, long epoch) {
    Walk walk =
        new Walk(grid, spec.terminals().minDistanceMetres(), random.sequence("cell-place", user));
    if (spec.updateSeconds() != null) {
      walk.advance(spec.mobility(), epoch * spec.updateSeconds());
    }
    return walk;
  }

  /**
   * What a user receives from each site on a block, without fading; site 0 serves.
   *
   * @param watts receives the powers
   * @return whether the user sees the serving site
   */
  private boolean receive(Walk place, double[] watts) {
    double x = place.xMetres();
    double y = place.yMetres();
    double perBlock = blockWatts();
    double antennasDb = antennasDb();
    boolean seesServing = false;
    for (int site = 0; site < watts.length; site++) {
      double distance = validDistance(grid.distanceMetres(site, x, y));
      boolean sees = surroundings[site].sees(x, y, distance);
      double lossDb =
          pathLoss.decibels(sees, distance) + surroundings[site].shadowingDecibels(sees, x, y);
      watts[site] = perBlock * Decibel.ratio(antennasDb - lossDb);
      seesServing |= site == 0 && sees;
    }
    return seesServing;
  }

  private double blockWatts() {
    return Decibel.watts(spec.sites().transmitPowerDbm()) / spec.carrier().resourceBlocks();
  }

  private double antennasDb() {
    return spec.sites().antennaGainDbi() + spec.terminals().antennaGainDbi();
  }

  /** What has been lost on the way of a block received with this power. */
  private double lossDb(double watts) {
    return antennasDb() + Decibel.of(blockWatts() / watts);
  }

  /** The layout keeps users in the valid range; rounding may put one on its edge a hair outside. */
  private static double validDistance(double metres) {
    return Math.max(PathLoss.MIN_METRES, Math.min(PathLoss.MAX_METRES, metres));
  }

  /** I of equation (2) without fading: the neighbours' power at this user. */
  private static double interferenceWatts(double[] watts) {
    double sum = 0;
    for (int site = 1; site < watts.length; site++) {
      sum += watts[site];
    }
    return sum;
  }

  private double[] meanRates(ResourceBlock block, double[][] watts, long epoch) {
    int blocks = spec.carrier().resourceBlocks();
    RandomGenerator[][] fading = new RandomGenerator[users][grid.sites()];
    for (int user = 0; user < users; user++) {
      for (int site = 0; site < fading[user].length; site++) {
        fading[user][site] = random.sequence("cell-fading-" + user + "-" + site, epoch);
      }
    }
    FadingLinks links = new FadingLinks(block, watts, fading, blocks);
    return MeanRates.of(links, spec.scheduler(), spec.averaging(), users, blocks);
  }
}
