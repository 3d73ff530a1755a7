package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/**
 * A decision and where it came from.
 *
 * @param decision alpha
 * @param origin where the decision came from
 * @param failure why the decision model did not decide; present exactly when the origin is {@link
 *     Origin#FALLBACK}
 */
public record Choice(Decision decision, Origin origin, Optional<ModelFailure> failure) {

  public Choice {
    Check.present("decision", decision);
    Check.present("origin", origin);
    if (failure.isPresent() != (origin == Origin.FALLBACK)) {
      throw new IllegalArgumentException(
          "failure is " + failure + " with origin " + origin + "; only a fallback has one");
    }
  }

  /** A choice that is no fallback. */
  public static Choice of(Decision decision, Origin origin) {
    return new Choice(decision, origin, Optional.empty());
  }

  /** The analytic model decides, because the decision model failed. */
  public static Choice fallback(Decision decision, ModelFailure failure) {
    return new Choice(decision, Origin.FALLBACK, Optional.of(failure));
  }
}
