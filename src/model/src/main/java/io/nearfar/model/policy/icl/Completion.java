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
 * @param usage the tokens of the call, where the model tells
 * @param seconds how long the call took, on the wall clock; 0 for what needs no call
 */
public record Completion(
    String text, Optional<Scores> scores, Optional<Usage> usage, double seconds) {

  public Completion {
    Check.present("text", text);
    Check.present("scores", scores);
    Check.present("usage", usage);
    Check.nonNegative("seconds", seconds);
  }

  /** A reply without scores, that took no call. */
  public static Completion of(String text) {
    return new Completion(text, Optional.empty(), Optional.empty(), 0);
  }

  /** The tokens of a call: of its prompt, and of its reply. */
  public record Usage(int promptTokens, int replyTokens) {
    public Usage {
      Check.atLeast("promptTokens", promptTokens, 0);
      Check.atLeast("replyTokens", replyTokens, 0);
    }
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

    /** ln Pr(offload) - ln Pr(local): positive when offload is likelier. */
    public double logOdds() {
      return offloadLogProbability - localLogProbability;
    }

    /**
     * The answer of greater log-odds than under a content-free condition; empty when both are
     * equal, or the difference is that of two infinities.
     */
    public Optional<Decision> likelierThan(Scores contentFree) {
      double corrected = logOdds() - contentFree.logOdds();
      if (corrected == 0 || Double.isNaN(corrected)) {
        return Optional.empty();
      }
      return Optional.of(corrected < 0 ? Decision.LOCAL : Decision.OFFLOAD);
    }
  }
}
