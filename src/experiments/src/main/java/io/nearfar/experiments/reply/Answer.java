package io.nearfar.experiments.reply;

import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.Reply;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/**
 * What a decision model made of a question.
 *
 * @param question the question
 * @param completion its reply and what it cost
 * @param contentFree the scores of the same prompt with a content-free condition
 */
record Answer(Question question, Completion completion, Optional<Completion.Scores> contentFree) {

  /** How the reply says its decision. */
  Reply.Form form() {
    return Reply.read(completion.text()).form();
  }

  /** The decision that the in-context policy would take: by scores, else by the reply. */
  Optional<Decision> decision() {
    return completion
        .scores()
        .flatMap(Completion.Scores::likelier)
        .or(() -> Reply.read(completion.text()).decision());
  }

  /**
   * The decision after contextual calibration; empty without scores, or where they leave it open.
   */
  Optional<Decision> calibrated() {
    return completion.scores().flatMap(scores -> contentFree.flatMap(scores::likelierThan));
  }

  /** ln Pr(offload) - ln Pr(local), where the model told both. */
  Optional<Double> logOdds() {
    return completion.scores().flatMap(Completion.Scores::logOdds);
  }

  /** The same, less that of the content-free condition. */
  Optional<Double> calibratedLogOdds() {
    return completion.scores().flatMap(scores -> contentFree.flatMap(scores::logOddsOver));
  }
}
