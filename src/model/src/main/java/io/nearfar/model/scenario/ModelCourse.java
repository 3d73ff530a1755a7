package io.nearfar.model.scenario;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.radio.Cell;
import io.nearfar.model.radio.UserRates;

/**
 * The analytic model of a scenario as a run goes on: with the rates that the radio link has at that
 * time.
 */
@FunctionalInterface
public interface ModelCourse {

  /**
   * The model in force.
   *
   * @param seconds since the beginning of the run, >= 0
   * @throws IllegalStateException when a user of the cell has no rate then
   */
  AnalyticModel at(double seconds);

  /** The course of a scenario. */
  static ModelCourse of(Scenario scenario) {
    return scenario
        .radio()
        .constantRates()
        .map(rates -> constant(scenario.analyticModel(rates)))
        .orElseGet(() -> new ByEpoch(scenario, scenario.cell().orElseThrow()));
  }

  private static ModelCourse constant(AnalyticModel model) {
    return seconds -> model;
  }

  /** Computes an epoch of the cell when it is asked for, and keeps the latest one. */
  final class ByEpoch implements ModelCourse {

    private record InForce(long epoch, AnalyticModel model) {}

    private final Scenario scenario;
    private final Cell cell;
    private volatile InForce latest;

    private ByEpoch(Scenario scenario, Cell cell) {
      this.scenario = scenario;
      this.cell = cell;
    }

    @Override
    public AnalyticModel at(double seconds) {
      long epoch = cell.epochAt(seconds);
      InForce known = latest;
      if (known == null || known.epoch() != epoch) {
        known = new InForce(epoch, scenario.analyticModel(rates(epoch)));
        latest = known;
      }
      return known.model();
    }

    private UserRates rates(long epoch) {
      try {
        return cell.snapshot(epoch).rates();
      } catch (IllegalStateException e) {
        throw new ScenarioException("scenario " + scenario.name() + ": " + e.getMessage(), e);
      }
    }
  }
}
