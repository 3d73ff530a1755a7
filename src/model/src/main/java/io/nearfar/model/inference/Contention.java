package io.nearfar.model.inference;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How requests that run at the same time slow each other down; section 4. Without it a model is as
 * fast for many as for one, which is the study's assumption.
 *
 * <p>A request's factors are those of the load at its admission, itself included, and stay: its
 * times are known when it begins, which a simulation and a modelled backend on the real clock can
 * do alike. That is exact for a steady load. A request that is admitted into a rising load is held
 * to be faster than it would be, one that is admitted into a falling load slower; of a batch that
 * arrives at once the k-th sees the load k.
 *
 * <p>Between the points of the curve the factors are interpolated, linearly in the number of
 * running requests; below the first point they are the first one's. Beyond the last they go on with
 * the slope of the last two points: the time of a decoding step grows with its batch.
 */
public record Contention(
    @JsonPropertyDescription(
            "Points of the concurrency curve, by growing number of running requests; default: no"
                + " points, factors of 1")
        List<Load> curve,
    @JsonPropertyDescription(
            "Most requests that run at the same time, >= 1; others wait in line; default: no limit")
        Integer maxRunning) {

  /** Requests do not slow each other down. */
  public static final Contention NONE = new Contention(null, null);

  public Contention {
    curve = curve == null ? List.of() : List.copyOf(curve);
    for (int i = 1; i < curve.size(); i++) {
      checkGrowing(curve.get(i - 1), curve.get(i));
    }
    if (maxRunning != null) {
      Check.atLeast("maxRunning", maxRunning, 1);
    }
  }

  private static void checkGrowing(Load before, Load after) {
    if (after.running() <= before.running()) {
      throw new IllegalArgumentException(
          "curve has running "
              + after.running()
              + " after "
              + before.running()
              + "; the numbers must grow");
    }
    if (after.ttftFactor() < before.ttftFactor() || after.tpotFactor() < before.tpotFactor()) {
      throw new IllegalArgumentException(
          "curve is faster with "
              + after.running()
              + " running requests than with "
              + before.running()
              + "; no factor may fall");
    }
  }

  /** Most requests that run at the same time. */
  public int limit() {
    return maxRunning == null ? Integer.MAX_VALUE : maxRunning;
  }

  /** What TTFT is multiplied by while so many run, at least 1. */
  public double ttftFactor(int running) {
    return factor(Load::ttftFactor, running);
  }

  /** What TPOT is multiplied by while so many run, at least 1. */
  public double tpotFactor(int running) {
    return factor(Load::tpotFactor, running);
  }

  private double factor(ToDoubleFunction<Load> value, int running) {
    if (curve.isEmpty()) {
      return 1;
    }
    if (curve.size() == 1 || running <= curve.get(0).running()) {
      return value.applyAsDouble(curve.get(0));
    }
    int upper = 1;
    while (upper < curve.size() - 1 && curve.get(upper).running() < running) {
      upper++;
    }
    Load from = curve.get(upper - 1);
    Load to = curve.get(upper);
    double share = (running - from.running()) / (double) (to.running() - from.running());
    double low = value.applyAsDouble(from);
    return low + share * (value.applyAsDouble(to) - low);
  }
}
