package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonInclude;
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
   * The natural logarithms of the probabilities of both answers.
   *
   * <p>A model tells those of its likeliest tokens only. An answer that is not among them has a
   * bound in place of its own: the likeliest of its spellings is at most as likely as the last of
   * those tokens. What depends on the value below the bound is not known.
   *
   * @param localLogProbability of local, or its upper bound
   * @param offloadLogProbability of offload, or its upper bound
   * @param bounded the answer of which the bound is given; empty when the model told both
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Scores(
      double localLogProbability, double offloadLogProbability, Optional<Decision> bounded) {

    public Scores {
      bounded = bounded == null ? Optional.empty() : bounded;
      // What is known of an answer that is said to be impossible: it was not among those told.
      if (localLogProbability == Double.NEGATIVE_INFINITY) {
        localLogProbability = offloadLogProbability;
        bounded = Optional.of(Decision.LOCAL);
      } else if (offloadLogProbability == Double.NEGATIVE_INFINITY) {
        offloadLogProbability = localLogProbability;
        bounded = Optional.of(Decision.OFFLOAD);
      }
      checkLogProbability("localLogProbability", localLogProbability);
      checkLogProbability("offloadLogProbability", offloadLogProbability);
    }

    /** Both as the model told them; negative infinity for an answer that it did not tell of. */
    public Scores(double localLogProbability, double offloadLogProbability) {
      this(localLogProbability, offloadLogProbability, Optional.empty());
    }

    private static void checkLogProbability(String name, double value) {
      // A sum over several spellings may exceed 1 by rounding.
      if (!(value <= 1e-3 && value > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            name + " is " + value + "; a log-probability is finite and at most 0");
      }
    }

    /** The answer of greater probability; empty when both are equal: the scores do not tell. */
    public Optional<Decision> likelier() {
      if (bounded.isPresent()) {
        // The other one was told, so that it is among the likeliest tokens.
        return bounded.map(answer -> answer == Decision.LOCAL ? Decision.OFFLOAD : Decision.LOCAL);
      }
      return answer(upperLogOdds(), upperLogOdds());
    }

    /** ln Pr(offload) - ln Pr(local): positive when offload is likelier; empty with a bound. */
    public Optional<Double> logOdds() {
      return bounded.isPresent() ? Optional.empty() : Optional.of(upperLogOdds());
    }

    /** At least these are the log-odds; negative infinity when nobody knows. */
    private double lowerLogOdds() {
      return bounded.equals(Optional.of(Decision.OFFLOAD))
          ? Double.NEGATIVE_INFINITY
          : offloadLogProbability - localLogProbability;
    }

    /** At most these are the log-odds; positive infinity when nobody knows. */
    private double upperLogOdds() {
      return bounded.equals(Optional.of(Decision.LOCAL))
          ? Double.POSITIVE_INFINITY
          : offloadLogProbability - localLogProbability;
    }

    /** The log-odds less those of a content-free condition; empty with a bound in either. */
    public Optional<Double> logOddsOver(Scores contentFree) {
      return logOdds().flatMap(odds -> contentFree.logOdds().map(free -> odds - free));
    }

    /**
     * The answer of greater log-odds than under a content-free condition; empty when both are
     * equal, or when a bound leaves open which it is.
     */
    public Optional<Decision> likelierThan(Scores contentFree) {
      return answer(
          lowerLogOdds() - contentFree.upperLogOdds(), upperLogOdds() - contentFree.lowerLogOdds());
    }

    /** What log-odds say that are known to be in an interval. */
    private static Optional<Decision> answer(double lower, double upper) {
      if (lower > 0) {
        return Optional.of(Decision.OFFLOAD);
      }
      return upper < 0 ? Optional.of(Decision.LOCAL) : Optional.empty();
    }
  }
}
