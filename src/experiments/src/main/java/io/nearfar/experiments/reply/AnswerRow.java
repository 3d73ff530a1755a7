package io.nearfar.experiments.reply;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.PromptPart;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/** A line of {@code replies.csv}; log-odds are those of offload. */
@JsonPropertyOrder({
  "decider",
  "layout",
  "keywords",
  "leftOut",
  "examples",
  "condition",
  "right",
  "form",
  "decision",
  "logOdds",
  "calibratedDecision",
  "calibratedLogOdds",
  "promptTokens",
  "replyTokens",
  "seconds",
  "reply"
})
record AnswerRow(
    String decider,
    String layout,
    String keywords,
    Optional<String> leftOut,
    int examples,
    String condition,
    String right,
    String form,
    Optional<String> decision,
    Optional<Double> logOdds,
    Optional<String> calibratedDecision,
    Optional<Double> calibratedLogOdds,
    Optional<Integer> promptTokens,
    Optional<Integer> replyTokens,
    double seconds,
    String reply) {

  static AnswerRow of(String decider, Answer answer) {
    Question question = answer.question();
    Completion completion = answer.completion();
    return new AnswerRow(
        decider,
        question.wording().layout().word(),
        question.wording().vocabulary().word(),
        question.leftOut().map(PromptPart::word),
        question.examples(),
        question.condition().toString(),
        question.right().map(Decision::word).orElseThrow(),
        answer.form().word(),
        answer.decision().map(Decision::word),
        answer.logOdds(),
        answer.calibrated().map(Decision::word),
        answer.calibratedLogOdds(),
        completion.usage().map(Completion.Usage::promptTokens),
        completion.usage().map(Completion.Usage::replyTokens),
        completion.seconds(),
        completion.text());
  }
}
