package io.nearfar.experiments.result;

import io.nearfar.model.Check;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Successive seeds.
 *
 * @param first the first one
 * @param count how many, >= 1
 */
public record Seeds(long first, int count) {

  public Seeds {
    Check.atLeast("seeds", count, 1);
  }

  /** Each of them, in order. */
  public List<Long> list() {
    return LongStream.range(first, first + count).boxed().toList();
  }

  @Override
  public String toString() {
    return count == 1 ? "seed " + first : "seeds " + first + " to " + (first + count - 1);
  }
}
