package io.nearfar.serving.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How a node that is told to stop ends: keys {@code nearfar.drain.*} of both nodes. */
@RegisterForReflection
public interface NodeDrain {

  /**
   * How long it goes on taking requests, though it is not ready any more: as long as load balancers
   * and clients may take to learn of it. None by default, for a node that nobody balances.
   */
  @WithDefault("0s")
  @DurationMin
  Duration delay();

  /** How long after that requests under way may take; then they are cut off. */
  @WithDefault("30s")
  @DurationMin
  Duration timeout();
}
