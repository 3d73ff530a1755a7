package io.nearfar.experiments.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Fewer points for the same picture, chosen by the data alone. */
final class Thinning {

  private static final int FINEST_CELLS = 160;

  private Thinning() {}

  /**
   * The first of the items in every cell of a grid over their range, so that what lies apart stays.
   * The grid is the finest one, up to a limit, that leaves at most {@code most} items.
   */
  static <T> List<T> byCell(List<T> items, ToDoubleFunction<T> x, ToDoubleFunction<T> y, int most) {
    int cells = FINEST_CELLS;
    List<T> left = onePerCell(items, x, y, cells);
    while (left.size() > most && cells > 1) {
      cells = cells * 3 / 4;
      left = onePerCell(items, x, y, cells);
    }
    return left;
  }

  private static <T> List<T> onePerCell(
      List<T> items, ToDoubleFunction<T> x, ToDoubleFunction<T> y, int cells) {
    double[] columns = cells(items, x, cells);
    double[] rows = cells(items, y, cells);
    Set<List<Integer>> taken = new HashSet<>();
    return IntStream.range(0, items.size())
        .filter(i -> taken.add(List.of((int) columns[i], (int) rows[i])))
        .mapToObj(items::get)
        .toList();
  }

  /**
   * Indices of at most {@code most} of {@code count} items in equal steps, the first and the last
   * among them.
   */
  static int[] evenly(int count, int most) {
    if (count <= most) {
      return IntStream.range(0, count).toArray();
    }
    return IntStream.range(0, most).map(i -> (int) ((long) i * (count - 1) / (most - 1))).toArray();
  }

  private static <T> double[] cells(List<T> items, ToDoubleFunction<T> value, int cells) {
    double[] values = items.stream().mapToDouble(value).toArray();
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    double width = high > low ? (high - low) / cells : 1;
    return Arrays.stream(values).map(v -> Math.floor((v - low) / width)).toArray();
  }
}
