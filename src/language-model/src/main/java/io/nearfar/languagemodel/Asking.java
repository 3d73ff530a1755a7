package io.nearfar.languagemodel;

import io.nearfar.model.Check;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model is asked, always at temperature 0, and how its answer is taken.
 *
 * @param scoring by what the answer is known
 * @param alternatives how many alternatives of a token the log-probabilities are asked for; OpenAI
 *     gives at most 20, llama.cpp as many as wanted. A small model may rank an answer far below
 * @param constraint what keeps the model from replying anything else
 */
public record Asking(Scoring scoring, int alternatives, Constraint constraint) {

  /** What every server with log-probabilities gives. */
  public static final int COMMON_ALTERNATIVES = 20;

  private static final Pattern WORDS =
      Pattern.compile(
          "(log-probabilities|reply)(?: of (\\d{1,6}) alternatives)?(?:, constrained by (.+))?");

  public Asking {
    Check.present("scoring", scoring);
    Check.atLeast("alternatives", alternatives, 1);
    Check.present("constraint", constraint);
  }

  /** By log-probabilities, unconstrained. */
  public static Asking byLogProbabilities() {
    return new Asking(Scoring.LOG_PROBABILITIES, COMMON_ALTERNATIVES, Constraint.NONE);
  }

  /** The settings in words, for reports and files: "log-probabilities, constrained by grammar". */
  public String words() {
    StringBuilder words = new StringBuilder(scoring.word());
    if (scoring == Scoring.LOG_PROBABILITIES && alternatives != COMMON_ALTERNATIVES) {
      words.append(" of ").append(alternatives).append(" alternatives");
    }
    if (constraint != Constraint.NONE) {
      words.append(", constrained by ").append(constraint);
    }
    return words.toString();
  }

  /** The settings that were put in these words; empty when the words are others. */
  public static Optional<Asking> ofWords(String words) {
    Matcher matcher = WORDS.matcher(words);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String alternatives = matcher.group(2);
    String constraint = matcher.group(3);
    try {
      return Optional.of(
          new Asking(
              Scoring.ofWord(matcher.group(1)),
              alternatives == null ? COMMON_ALTERNATIVES : Integer.parseInt(alternatives),
              constraint == null ? Constraint.NONE : Constraint.ofWord(constraint)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
