package io.nearfar.experiments.figure;

import io.nearfar.model.Check;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The shipped scenario {@code study}, of which every panel varies some keys.
 *
 * @param courseSlots timeslots of a run that is shown slot by slot, >= 4
 * @param sweepSlots timeslots of a run of which only the second half counts, >= 4
 */
record Study(int courseSlots, int sweepSlots) {

  /** As the panels are drawn. */
  static final Study FULL =
      new Study(((Arrivals.Slots) ScenarioReader.shipped("study").arrivals()).timeslots(), 200);

  /** Claims look at quarters of a run. */
  private static final int SWEEP_PARTS = 4;

  Study {
    Check.atLeast("courseSlots", courseSlots, SWEEP_PARTS);
    Check.atLeast("sweepSlots", sweepSlots, SWEEP_PARTS);
  }

  /** A run that is shown slot by slot. */
  Trial course(Series series) {
    return new Trial(varied(courseSlots, List.of(series), List.of()), courseSlots);
  }

  /** A run of which the second half counts; {@code settings} are {@code KEY=VALUE}. */
  Trial sweep(List<Series> series, List<String> settings) {
    return new Trial(varied(sweepSlots, series, settings), SWEEP_PARTS);
  }

  /** Runs of which the second half counts, by the value of a parameter. */
  SortedMap<Double, Trial> sweep(
      List<Series> series, List<Double> values, Function<Double, List<String>> settings) {
    SortedMap<Double, Trial> trials = new TreeMap<>();
    values.forEach(value -> trials.put(value, sweep(series, settings.apply(value))));
    return trials;
  }

  private static Scenario varied(int slots, List<Series> series, List<String> settings) {
    Map<String, Object> changes = new LinkedHashMap<>(Map.of("arrivals.timeslots", slots));
    series.forEach(each -> changes.putAll(each.changes()));
    settings.forEach(setting -> Series.put(changes, setting));
    return ScenarioReader.varied(ScenarioReader.shipped("study"), changes);
  }
}
