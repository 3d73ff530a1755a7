package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.task.Decision;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts prompts to the decision model, reads what it replies, and counts what that costs. */
record Inquiry(LanguageModel model, DecisionCosts costs) {

  /**
   * The decision about a prompt: the answer of greater probability where the model gives
   * log-probabilities, else the reply as parsed. After an unusable reply the model is asked once
   * more.
   */
  CompletionStage<Decision> decision(Prompt prompt) {
    return decision(prompt, true);
  }

  private CompletionStage<Decision> decision(Prompt prompt, boolean again) {
    return call(prompt)
        .thenCompose(
            said -> {
              Optional<Decision> decision =
                  said.completion()
                      .scores()
                      .flatMap(Completion.Scores::likelier)
                      .or(said.reply()::decision);
              if (decision.isPresent()) {
                return CompletableFuture.completedFuture(decision.get());
              }
              costs.unusableReply();
              if (again) {
                return decision(prompt, false);
              }
              return failure(
                  ModelFailure.UNUSABLE_REPLY,
                  "replied \"" + said.completion().text() + "\"; local or offload was asked for");
            });
  }

  /** The scores of both answers; a reply without them is a failure. */
  CompletionStage<Completion.Scores> scores(Prompt prompt) {
    return call(prompt)
        .thenCompose(
            said ->
                said.completion()
                    .scores()
                    .<CompletionStage<Completion.Scores>>map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () -> {
                          costs.unusableReply();
                          return failure(
                              ModelFailure.NO_LOG_PROBABILITIES,
                              "gave no log-probabilities of local and offload; contextual calibration"
                                  + " needs them");
                        }));
  }

  /** The decision after contextual calibration, from the scores of both prompts. */
  CompletionStage<Decision> calibrated(Completion.Scores present, Completion.Scores contentFree) {
    return present
        .likelierThan(contentFree)
        .<CompletionStage<Decision>>map(CompletableFuture::completedFuture)
        .orElseGet(
            () -> {
              costs.unusableReply();
              return present
                  .logOddsOver(contentFree)
                  .<CompletionStage<Decision>>map(
                      none ->
                          failure(
                              ModelFailure.UNUSABLE_REPLY,
                              "has the same log-odds for the condition and for a content-free one,"
                                  + " which tells nothing"))
                  .orElseGet(
                      () ->
                          failure(
                              ModelFailure.NO_LOG_PROBABILITIES,
                              "gave the log-probability of one answer only, which leaves open what"
                                  + " the condition adds; ask for more alternatives"));
            });
  }

  private record Said(Completion completion, Reply reply) {}

  private CompletionStage<Said> call(Prompt prompt) {
    costs.call();
    try {
      return Objects.requireNonNull(model.complete(prompt), "completion")
          .thenApply(
              completion -> {
                Reply reply = Reply.read(completion.text());
                costs.reply(completion, reply.form());
                return new Said(completion, reply);
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> CompletionStage<T> failure(ModelFailure failure, String what) {
    return CompletableFuture.failedFuture(
        new LanguageModelException(failure, model.name() + " " + what, null));
  }
}
