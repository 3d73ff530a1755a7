package io.nearfar.experiments.cell;

import io.nearfar.model.radio.Cell;
import io.nearfar.model.radio.CellSnapshot;
import io.nearfar.model.radio.CellSnapshot.UserLink;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.radio.Scheduler;
import io.nearfar.model.random.RandomStreams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The users of a cell in one epoch, and what each scheduler makes of the same links: places, sight,
 * shadow and fading are drawn alike for all of them.
 *
 * @param links each user, by its number; their rates are those of the first scheduler
 * @param rates by scheduler
 */
record CellStudy(List<UserLink> links, List<ScheduledRates> rates) {

  /**
   * Computes the epoch under each discipline. The one that the cell names keeps its keys, the
   * others have their defaults.
   *
   * @param epoch >= 0
   */
  static CellStudy of(CellSpec spec, int users, RandomStreams random, long epoch) {
    List<ScheduledRates> rates = new ArrayList<>();
    List<UserLink> links = List.of();
    for (Map.Entry<String, Scheduler> entry : schedulers(spec.scheduler()).entrySet()) {
      CellSnapshot snapshot = new Cell(with(spec, entry.getValue()), users, random).snapshot(epoch);
      rates.add(
          new ScheduledRates(
              entry.getKey(), snapshot.users().stream().map(UserLink::bitPerSecond).toList()));
      links = links.isEmpty() ? snapshot.users() : links;
    }
    return new CellStudy(links, rates);
  }

  private static Map<String, Scheduler> schedulers(Scheduler own) {
    Map<String, Scheduler> schedulers = new LinkedHashMap<>();
    schedulers.put(
        "proportional-fair",
        own instanceof Scheduler.ProportionalFair ? own : new Scheduler.ProportionalFair(null));
    schedulers.put("round-robin", new Scheduler.RoundRobin());
    schedulers.put("max-rate", new Scheduler.MaxRate());
    return schedulers;
  }

  private static CellSpec with(CellSpec spec, Scheduler scheduler) {
    return new CellSpec(
        spec.propagation(),
        spec.sites(),
        spec.carrier(),
        spec.terminals(),
        spec.mobility(),
        scheduler,
        spec.averaging(),
        spec.updateSeconds(),
        spec.pacing());
  }
}
