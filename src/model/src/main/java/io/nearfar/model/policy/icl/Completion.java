package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/**
 * What a language model made of a prompt.
 *
 * @param text the generated reply
 * @param scores Pr(y | x, examples, description) of both answers, where the model tells (equations
 *     5 and 6)
 */
public record Completion(String text, Optional<Scores> scores) {

  public Completion {
    Check.present("text", text);
    Check.present("scores", scores);
  }

  /** A reply without scores. */
  public static Completion of(String text) {
    return new Completion(text, Optional.empty());
  }

  /**
   * The natural logarithms of the probabilities of both answers; negative infinity for an answer
   * that the model does not consider.
   */
  public record Scores(double localLogProbability, double offloadLogProbability) {
    public Scores {
      checkLogProbability("localLogProbability", localLogProbability);
      checkLogProbability("offloadLogProbability", offloadLogProbability);
    }

    private static void checkLogProbability(String name, double value) {
      // A sum over several spellings may exceed 1 by rounding.
      if (!(value <= 1e-3)) {
        throw new IllegalArgumentException(
            name + " is " + value + "; a log-probability is at most 0");
      }
    }

    /** The answer of greater probability; empty when both are equal: the scores do not tell. */
    public Optional<Decision> likelier() {
      if (localLogProbability == offloadLogProbability) {
        return Optional.empty();
      }
      boolean local = localLogProbability > offloadLogProbability;
      return Optional.of(local ? Decision.LOCAL : Decision.OFFLOAD);
    }
  }
}
