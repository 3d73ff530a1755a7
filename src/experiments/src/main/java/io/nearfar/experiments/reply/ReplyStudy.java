package io.nearfar.experiments.reply;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Prospect;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.PromptPart;
import io.nearfar.model.policy.icl.PromptTemplate;
import io.nearfar.model.policy.icl.Replay;
import io.nearfar.model.policy.icl.TaskDescription;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks a decision model about every condition of a scenario, in every wording: with 0, 1, ... all
 * examples, and with all examples and one part of the prompt left out.
 *
 * <p>The examples are what the oracle's decisions teach: one a condition, good, with the reward of
 * a task of the class's mean length; smallest class first, regular before quality-preferred.
 */
final class ReplyStudy {

  /** Says nothing; each prompt is asked about it too, for calibration. */
  private static final Condition CONTENT_FREE = Condition.of("N/A", "N/A");

  private final List<Experience> examples = new ArrayList<>();
  private final TaskDescription description;

  ReplyStudy(Scenario scenario) {
    AnalyticModel model = scenario.analyticModel(UserRates.UNLIMITED);
    description = TaskDescription.of(model, scenario.sizeClasses(), scenario.backhaulSeconds());
    for (SizeClass size : scenario.sizeClasses().list()) {
      for (ServiceType type : ServiceType.values()) {
        int tokens = (int) Math.round(size.meanTokens());
        Situation situation =
            Situation.of(
                new Task(0, type, 0, tokens),
                scenario.sizeClasses(),
                model,
                scenario.backhaulSeconds());
        Prospect best = situation.bestEffort();
        examples.add(
            new Experience(situation.condition(), best.decision(), best.reward(), Evaluation.GOOD));
      }
    }
  }

  /** Every question, in the order in which they are asked. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (Wording wording : Wording.all()) {
      for (int count = 0; count <= examples.size(); count++) {
        ask(wording, Optional.empty(), count, questions);
      }
      for (PromptPart part : PromptPart.values()) {
        ask(wording, Optional.of(part), examples.size(), questions);
      }
    }
    return questions;
  }

  private void ask(
      Wording wording, Optional<PromptPart> leftOut, int count, List<Question> questions) {
    questions.add(new Question(wording, leftOut, count, CONTENT_FREE, Optional.empty()));
    for (Experience example : examples) {
      questions.add(
          new Question(
              wording, leftOut, count, example.condition(), Optional.of(example.decision())));
    }
  }

  /** The prompt of a question. */
  Prompt prompt(Question question) {
    PromptTemplate whole = question.wording().template(description);
    PromptTemplate template = question.leftOut().map(whole::without).orElse(whole);
    ExperiencePool pool =
        new ExperiencePool(
            new Replay.Prioritised(false), examples.subList(0, question.examples()), 0);
    return template.render(pool, question.condition());
  }

  /**
   * Asks everything.
   *
   * @return the answers, without those about content-free conditions
   */
  List<Answer> run(LanguageModel model) {
    List<Answer> answers = new ArrayList<>();
    Optional<Completion.Scores> contentFree = Optional.empty();
    for (Question question : questions()) {
      Completion completion = complete(model, prompt(question));
      if (question.right().isEmpty()) {
        contentFree = completion.scores();
      } else {
        answers.add(new Answer(question, completion, contentFree));
      }
    }
    return answers;
  }

  private static Completion complete(LanguageModel model, Prompt prompt) {
    CompletionStage<Completion> completion;
    try {
      completion = model.complete(prompt);
    } catch (IllegalArgumentException e) {
      // The embedded reader cannot read a prompt without a condition, and says nothing about it.
      return Completion.of("");
    }
    return completion.toCompletableFuture().join();
  }

  /** How many examples there are, and conditions. */
  int conditions() {
    return examples.size();
  }
}
