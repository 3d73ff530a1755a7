package io.nearfar.model.policy.icl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers in the order of the script, and fails the test when asked beyond it. */
final class ScriptedModel implements LanguageModel {

  final Queue<Supplier<CompletionStage<Completion>>> answers = new ArrayDeque<>();
  final List<Prompt> prompts = new ArrayList<>();

  void replies(String... texts) {
    for (String text : texts) {
      answers.add(() -> CompletableFuture.completedFuture(Completion.of(text)));
    }
  }

  void fails(Exception failure) {
    answers.add(() -> CompletableFuture.failedFuture(failure));
  }

  CompletableFuture<Completion> pends() {
    CompletableFuture<Completion> pending = new CompletableFuture<>();
    answers.add(() -> pending);
    return pending;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    prompts.add(prompt);
    Supplier<CompletionStage<Completion>> answer = answers.poll();
    if (answer == null) {
      throw new AssertionError("the script has no more answers");
    }
    return answer.get();
  }
}
