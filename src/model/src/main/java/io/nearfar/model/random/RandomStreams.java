package io.nearfar.model.random;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Named streams of randomness, split from one seed.
 *
 * <p>Each concern draws from its own stream, so that changing one (a policy, say) leaves every
 * other draw in place and two runs can be compared pair by pair.
 *
 * @param seed the seed of the run
 */
public record RandomStreams(long seed) {

  /** 2^64 over the golden ratio: the step of {@link SplittableRandom}. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /**
   * A fresh generator at the beginning of the stream {@code name}; equal names give equal streams.
   */
  public RandomGenerator sequence(String name) {
    return new SplittableRandom(start(name));
  }

  /**
   * A fresh generator of a family of streams, such as one for each user: the one with this number.
   */
  public RandomGenerator sequence(String name, long number) {
    return new SplittableRandom(
        new SplittableRandom(start(name) + number * GOLDEN_GAMMA).nextLong());
  }

  /** Random access to the stream {@code name}. */
  public Indexed indexed(String name) {
    long start = start(name);
    return index -> new SplittableRandom(start + index * GOLDEN_GAMMA).nextDouble();
  }

  /** A stream whose draws are reached by number: the k-th is the same whoever asks first. */
  @FunctionalInterface
  public interface Indexed {
    /** The draw with this number, uniform in [0, 1). */
    double uniform(long index);
  }

  /** One mixing step keeps the streams of neighbouring seeds and of similar names apart. */
  private long start(String name) {
    long named = new SplittableRandom(hash(name)).nextLong();
    return new SplittableRandom(seed ^ named).nextLong();
  }

  /** FNV-1a of 64 bits; the 32 of {@link String#hashCode} are equal for names like Aa and BB. */
  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (byte octet : name.getBytes(UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }
}
