package io.nearfar.experiments.report.plot;

import io.nearfar.model.Check;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An axis.
 *
 * @param label what it shows, with its unit
 * @param logarithmic whether it counts in powers of ten
 */
public record Axis(String label, boolean logarithmic) {

  /** An axis in equal steps. */
  public static Axis linear(String label) {
    return new Axis(label, false);
  }

  /** An axis in powers of ten. */
  public static Axis logarithmic(String label) {
    return new Axis(label, true);
  }

  /**
   * The axis for the plotting library.
   *
   * @param aesthetic its name there
   * @param low smallest value drawn; > 0 on a logarithmic axis
   * @param high largest value drawn
   */
  Map<String, Object> scale(String aesthetic, double low, double high) {
    Map<String, Object> scale = new HashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("name", label);
    if (logarithmic) {
      Check.positive("the smallest value on the axis \"" + label + "\"", low);
      scale.put("trans", "log10");
      List<Double> breaks = breaks(low, high);
      if (breaks.size() > 1) {
        scale.put("breaks", breaks);
        scale.put("labels", breaks.stream().map(Axis::plain).toList());
      }
    }
    return scale;
  }

  /** Round values within a range: powers of ten, and some between when there are few. */
  private static List<Double> breaks(double low, double high) {
    double decades = Math.log10(high / low);
    int[] digits =
        decades > 2.5 ? new int[] {1} : decades > 1.5 ? new int[] {1, 3} : new int[] {1, 2, 5};
    List<Double> breaks = new ArrayList<>();
    int last = (int) Math.ceil(Math.log10(high));
    for (int power = (int) Math.floor(Math.log10(low)); power <= last; power++) {
      for (int digit : digits) {
        double value = new BigDecimal(digit).scaleByPowerOfTen(power).doubleValue();
        if (value > low && value <= high) {
          breaks.add(value);
        }
      }
    }
    return breaks;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
