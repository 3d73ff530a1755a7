package io.nearfar.serving.backend;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A random generator of its own for each request, seeded in turn from one stream: requests that
 * start in the same order have the same jitter in every run. For use by several threads.
 */
public final class SeededRandoms implements Supplier<RandomGenerator> {

  private final RandomGenerator seeds;

  public SeededRandoms(RandomGenerator seeds) {
    this.seeds = seeds;
  }

  @Override
  public synchronized RandomGenerator get() {
    return new SplittableRandom(seeds.nextLong());
  }
}
