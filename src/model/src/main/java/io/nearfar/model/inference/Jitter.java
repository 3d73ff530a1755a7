package io.nearfar.model.inference;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A random factor of mean 1 on a latency: it spreads, it does not slow; section 4.
 *
 * <p>The coefficient of variation (standard deviation over mean) says how much.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "distribution")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Jitter.None.class, name = "none"),
  @JsonSubTypes.Type(value = Jitter.Normal.class, name = "normal"),
  @JsonSubTypes.Type(value = Jitter.LogNormal.class, name = "log-normal"),
  @JsonSubTypes.Type(value = Jitter.Gamma.class, name = "gamma")
})
public sealed interface Jitter {

  /** A stream of factors, each >= 0, drawn from {@code random}. Not for use by several threads. */
  Factors factors(RandomGenerator random);

  /** A stream of factors. */
  @FunctionalInterface
  interface Factors {
    /** The next factor, >= 0, of mean 1. */
    double next();
  }

  /** Always 1. */
  record None() implements Jitter {
    @Override
    public Factors factors(RandomGenerator random) {
      return () -> 1.0;
    }
  }

  /**
   * Normal around 1, cut at 0 and, to keep the mean, at 2.
   *
   * @param coefficientOfVariation before the cut, in [0, 0.5]: beyond that the cut would eat the
   *     spread
   */
  record Normal(
      @JsonPropertyDescription("Standard deviation over mean, before the cut, in [0, 0.5]")
          double coefficientOfVariation)
      implements Jitter {
    public Normal {
      Check.within("coefficientOfVariation", coefficientOfVariation, 0, 0.5);
    }

    @Override
    public Factors factors(RandomGenerator random) {
      ContinuousSampler sampler = ZigguratSampler.NormalizedGaussian.of(random::nextLong);
      return () -> Math.min(2, Math.max(0, 1 + coefficientOfVariation * sampler.sample()));
    }
  }

  /**
   * Log-normal of mean 1: a long tail of slow ones.
   *
   * @param coefficientOfVariation >= 0
   */
  record LogNormal(
      @JsonPropertyDescription("Standard deviation over mean, >= 0") double coefficientOfVariation)
      implements Jitter {
    public LogNormal {
      Check.nonNegative("coefficientOfVariation", coefficientOfVariation);
    }

    @Override
    public Factors factors(RandomGenerator random) {
      double variance = Math.log1p(coefficientOfVariation * coefficientOfVariation);
      double sigma = Math.sqrt(variance);
      ContinuousSampler sampler = ZigguratSampler.NormalizedGaussian.of(random::nextLong);
      return () -> Math.exp(sigma * sampler.sample() - variance / 2);
    }
  }

  /**
   * Gamma of mean 1, shape 1/cv^2.
   *
   * @param coefficientOfVariation > 0
   */
  record Gamma(
      @JsonPropertyDescription("Standard deviation over mean, > 0") double coefficientOfVariation)
      implements Jitter {
    public Gamma {
      Check.positive("coefficientOfVariation", coefficientOfVariation);
    }

    @Override
    public Factors factors(RandomGenerator random) {
      double scale = coefficientOfVariation * coefficientOfVariation;
      ContinuousSampler sampler =
          AhrensDieterMarsagliaTsangGammaSampler.of(random::nextLong, 1 / scale, scale);
      return sampler::sample;
    }
  }
}
