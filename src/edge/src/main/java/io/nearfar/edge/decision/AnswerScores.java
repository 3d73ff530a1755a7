package io.nearfar.edge.decision;

import dev.langchain4j.model.openai.LogProb;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pr(y | x, examples, description) of both answers from the log-probabilities of the first
 * generated token (equations 5 and 6): the alternatives that begin a spelling of an answer
 * ("local", " Local", "off") are summed.
 */
final class AnswerScores {

  /** Shorter beginnings are those of other words as well: "l", "of". */
  private static final int LEAST_LETTERS = 3;

  private AnswerScores() {}

  /** The scores; empty when the model gave none, or considered neither answer. */
  static Optional<Completion.Scores> of(List<LogProb> tokens) {
    if (tokens == null || tokens.isEmpty() || tokens.get(0).topLogprobs() == null) {
      return Optional.empty();
    }
    double local = 0;
    double offload = 0;
    for (LogProb alternative : tokens.get(0).topLogprobs()) {
      if (alternative.token() == null || alternative.logprob() == null) {
        continue;
      }
      String spelling = alternative.token().strip().toLowerCase(Locale.ROOT);
      if (begins(spelling, Decision.LOCAL)) {
        local += Math.exp(alternative.logprob());
      } else if (begins(spelling, Decision.OFFLOAD)) {
        offload += Math.exp(alternative.logprob());
      }
    }
    if (local == 0 && offload == 0) {
      return Optional.empty();
    }
    return Optional.of(new Completion.Scores(Math.log(local), Math.log(offload)));
  }

  private static boolean begins(String spelling, Decision answer) {
    return spelling.length() >= LEAST_LETTERS && answer.word().startsWith(spelling);
  }
}
