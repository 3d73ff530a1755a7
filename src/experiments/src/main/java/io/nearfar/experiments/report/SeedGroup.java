package io.nearfar.experiments.report;

import io.nearfar.experiments.result.SeedMeasure;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.statistic.Estimate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The tasks of a tier and a service type over all seeds.
 *
 * @param tier its word
 * @param serviceType its word
 * @param seeds how many seeds have tasks here
 * @param tasks of all seeds together
 * @param infeasible of these, those for which neither decision meets (4e)
 * @param estimates over the seeds that have tasks here; absent without any
 */
record SeedGroup(
    String tier,
    String serviceType,
    int seeds,
    long tasks,
    long infeasible,
    Map<SeedMeasure, Estimate> estimates) {

  /** A group for each tier and type, in the order of the rows. */
  static List<SeedGroup> of(List<SeedRow> rows) {
    Map<List<String>, List<SeedRow>> byClass = new LinkedHashMap<>();
    for (SeedRow row : rows) {
      byClass
          .computeIfAbsent(List.of(row.tier(), row.serviceType()), key -> new ArrayList<>())
          .add(row);
    }
    return byClass.entrySet().stream()
        .map(entry -> of(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
        .toList();
  }

  private static SeedGroup of(String tier, String serviceType, List<SeedRow> rows) {
    Map<SeedMeasure, Estimate> estimates = new EnumMap<>(SeedMeasure.class);
    for (SeedMeasure measure : SeedMeasure.values()) {
      double[] values =
          rows.stream().map(measure::of).flatMapToDouble(OptionalDouble::stream).toArray();
      if (values.length > 0) {
        estimates.put(measure, Estimate.of(values));
      }
    }
    return new SeedGroup(
        tier,
        serviceType,
        (int) rows.stream().filter(row -> row.tasks() > 0).count(),
        rows.stream().mapToLong(SeedRow::tasks).sum(),
        rows.stream().mapToLong(SeedRow::infeasible).sum(),
        estimates);
  }

  /** Whether it sums up other groups. */
  boolean total() {
    return serviceType.equals(SeedRow.ALL_TYPES);
  }

  /** The mean of a measure; empty without tasks. */
  OptionalDouble mean(SeedMeasure measure) {
    return Optional.ofNullable(estimates.get(measure))
        .map(estimate -> OptionalDouble.of(estimate.mean()))
        .orElse(OptionalDouble.empty());
  }

  /** Half of the width of its interval; empty with less than two seeds. */
  OptionalDouble halfWidth(SeedMeasure measure) {
    return Optional.ofNullable(estimates.get(measure))
        .map(Estimate::halfWidth)
        .orElse(OptionalDouble.empty());
  }

  /** The numbers by the names they have in files; an absent number is null. */
  Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("tier", tier);
    columns.put("service_type", serviceType);
    columns.put("seeds", seeds);
    columns.put("tasks", tasks);
    columns.put("infeasible", infeasible);
    for (SeedMeasure measure : SeedMeasure.values()) {
      columns.put(measure.column(), Group.cell(mean(measure)));
      columns.put(measure.column() + "_half_width", Group.cell(halfWidth(measure)));
    }
    return columns;
  }
}
