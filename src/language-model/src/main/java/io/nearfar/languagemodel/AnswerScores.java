package io.nearfar.languagemodel;

import dev.langchain4j.model.openai.LogProb;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Pr(y | x, examples, description) of both answers from the log-probabilities of the token that
 * decides (equations 5 and 6): the alternatives that begin a spelling of an answer ("local", "
 * Local", "off") are summed. An answer that none of them begins is at most as likely as the least
 * likely of them.
 */
final class AnswerScores {

  /** Shorter beginnings are those of other words as well: "l", "of". */
  private static final int LEAST_LETTERS = 3;

  /** White space, and the quote that opens a JSON string. */
  private static final Pattern AROUND = Pattern.compile("[\\s\"]+");

  private AnswerScores() {}

  /**
   * The scores of a reply whose first token decides; empty when the model gave none, or considered
   * neither answer.
   */
  static Optional<Completion.Scores> of(List<LogProb> tokens) {
    return scores(tokens, token -> true);
  }

  /**
   * The scores of a reply that is a JSON object: the token decides that begins the answer. A server
   * may list tokens before the object that are not in the text of the reply, such as a code fence.
   */
  static Optional<Completion.Scores> inObject(List<LogProb> tokens) {
    return scores(tokens, token -> token.token() != null && answer(token.token()).isPresent());
  }

  private static Optional<Completion.Scores> scores(
      List<LogProb> tokens, Predicate<LogProb> decides) {
    if (tokens == null) {
      return Optional.empty();
    }
    return tokens.stream()
        .filter(decides)
        .findFirst()
        .map(LogProb::topLogprobs)
        .flatMap(AnswerScores::sums);
  }

  private static Optional<Completion.Scores> sums(List<LogProb> alternatives) {
    double local = 0;
    double offload = 0;
    double least = 0;
    for (LogProb alternative : alternatives) {
      if (alternative.token() == null || alternative.logprob() == null) {
        continue;
      }
      least = Math.min(least, alternative.logprob());
      Optional<Decision> answer = answer(alternative.token());
      if (answer.isPresent()) {
        double probability = Math.exp(alternative.logprob());
        switch (answer.get()) {
          case LOCAL -> local += probability;
          case OFFLOAD -> offload += probability;
        }
      }
    }
    if (local == 0 && offload == 0) {
      return Optional.empty();
    }
    if (local == 0) {
      return Optional.of(
          new Completion.Scores(least, Math.log(offload), Optional.of(Decision.LOCAL)));
    }
    if (offload == 0) {
      return Optional.of(
          new Completion.Scores(Math.log(local), least, Optional.of(Decision.OFFLOAD)));
    }
    return Optional.of(new Completion.Scores(Math.log(local), Math.log(offload)));
  }

  /** The answer that a token begins, or is. */
  private static Optional<Decision> answer(String token) {
    String spelling = AROUND.matcher(token).replaceAll("").toLowerCase(Locale.ROOT);
    if (spelling.length() < LEAST_LETTERS) {
      return Optional.empty();
    }
    for (Decision answer : Decision.values()) {
      if (answer.word().startsWith(spelling)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }
}
