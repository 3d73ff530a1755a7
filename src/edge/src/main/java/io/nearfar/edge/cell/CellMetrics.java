package io.nearfar.edge.cell;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nearfar.model.radio.CellSnapshot;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Metrics of the cell over its users; none when the scenario has no cell. */
@Singleton
class CellMetrics {

  private static final Map<String, ToDoubleFunction<DoubleSummaryStatistics>> STATISTICS =
      Map.of(
          "min", DoubleSummaryStatistics::getMin,
          "mean", DoubleSummaryStatistics::getAverage,
          "max", DoubleSummaryStatistics::getMax);

  void register(@Observes StartupEvent start, MeterRegistry registry, RadioCell cell) {
    if (cell.snapshot().isEmpty()) {
      return;
    }
    Gauge.builder("nearfar.cell.epoch", cell, c -> c.snapshot().orElseThrow().epoch())
        .description("Number of the cell's epoch whose rates are in force")
        .register(registry);
    Gauge.builder("nearfar.cell.users", cell, c -> c.snapshot().orElseThrow().users().size())
        .description("Users of the cell")
        .register(registry);
    Gauge.builder("nearfar.cell.line.of.sight", cell, CellMetrics::share)
        .description("Share of the users that see the serving site")
        .baseUnit("ratio")
        .register(registry);
    over(
        registry,
        cell,
        "nearfar.cell.rate",
        "bits_per_second",
        "Rates in force",
        CellSnapshot.UserLink::bitPerSecond);
    over(
        registry,
        cell,
        "nearfar.cell.sinr",
        "decibels",
        "Mean SINR, fading left out",
        CellSnapshot.UserLink::meanSinrDb);
    FunctionCounter.builder("nearfar.cell.failures", cell, RadioCell::failures)
        .description("Epochs that could not be computed: earlier rates stayed in force")
        .register(registry);
  }

  private static double share(RadioCell cell) {
    return statistics(cell, link -> link.lineOfSight() ? 1 : 0).getAverage();
  }

  private static void over(
      MeterRegistry registry,
      RadioCell cell,
      String name,
      String unit,
      String description,
      ToDoubleFunction<CellSnapshot.UserLink> value) {
    STATISTICS.forEach(
        (statistic, of) ->
            Gauge.builder(name, cell, c -> of.applyAsDouble(statistics(c, value)))
                .description(description)
                .baseUnit(unit)
                .tags("statistic", statistic)
                .register(registry));
  }

  private static DoubleSummaryStatistics statistics(
      RadioCell cell, ToDoubleFunction<CellSnapshot.UserLink> value) {
    return cell.snapshot().orElseThrow().users().stream().mapToDouble(value).summaryStatistics();
  }
}
