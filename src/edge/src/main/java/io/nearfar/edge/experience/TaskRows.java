package io.nearfar.edge.experience;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** Task records as rows and back. */
final class TaskRows {

  private static final String SEPARATOR = ", ";

  private TaskRows() {}

  static TaskEntity row(TaskRecord task) {
    TaskEntity row = new TaskEntity();
    row.run = task.run();
    row.id = task.id();
    row.arrival = task.arrival();
    row.userNumber = task.task().user().isPresent() ? task.task().user().getAsInt() : null;
    row.serviceType = task.task().serviceType().word();
    row.keywords = keywords(task.condition());
    row.promptTokens = task.task().promptTokens();
    row.expectedOutputTokens = task.expectedOutputTokens();
    row.outputTokens = task.task().outputTokens();
    row.policy = task.policy();
    row.decision = task.choice().decision().word();
    row.origin = task.choice().origin().word();
    row.decisionFailure = task.choice().failure().map(ModelFailure::word).orElse(null);
    row.tier = task.tier().word();
    row.model = task.model();
    row.hopFailure = task.hopFailure().orElse(null);
    row.ending = task.ending().word();
    row.decisionSeconds = task.decisionSeconds();
    row.measuredTtftSeconds = nullable(task.measured().ttftSeconds());
    row.measuredTpotSeconds = nullable(task.measured().tpotSeconds());
    row.measuredDelaySeconds = task.measured().delaySeconds();
    row.measuredBackhaulSeconds = nullable(task.measured().backhaulSeconds());
    row.analyticTtftSeconds = nullable(task.analytic().ttftSeconds());
    row.analyticTpotSeconds = nullable(task.analytic().tpotSeconds());
    row.analyticDelaySeconds = task.analytic().delaySeconds();
    row.analyticBackhaulSeconds = nullable(task.analytic().backhaulSeconds());
    row.feasible = task.verdict().feasible();
    row.attainable = task.verdict().attainable();
    row.radioSeconds = task.verdict().radioSeconds();
    row.reward = task.verdict().reward();
    row.analyticReward = task.verdict().analyticReward();
    row.regret = task.verdict().regret();
    return row;
  }

  static TaskRecord task(TaskEntity row) {
    return new TaskRecord(
        row.run,
        row.id,
        row.arrival,
        new Task(
            row.userNumber == null ? OptionalInt.empty() : OptionalInt.of(row.userNumber),
            ServiceType.ofWord(row.serviceType),
            row.promptTokens,
            row.outputTokens),
        row.expectedOutputTokens,
        condition(row.keywords),
        row.policy,
        new Choice(
            Decision.ofWord(row.decision),
            ofWord(Origin.values(), Origin::word, row.origin),
            Optional.ofNullable(row.decisionFailure)
                .map(word -> ofWord(ModelFailure.values(), ModelFailure::word, word))),
        ofWord(Tier.values(), Tier::word, row.tier),
        row.model,
        Optional.ofNullable(row.hopFailure),
        ofWord(Ending.values(), Ending::word, row.ending),
        row.decisionSeconds,
        new Timing(
            optional(row.measuredTtftSeconds),
            optional(row.measuredTpotSeconds),
            row.measuredDelaySeconds,
            optional(row.measuredBackhaulSeconds)),
        new Timing(
            optional(row.analyticTtftSeconds),
            optional(row.analyticTpotSeconds),
            row.analyticDelaySeconds,
            optional(row.analyticBackhaulSeconds)),
        new TaskRecord.Verdict(
            row.feasible,
            row.attainable,
            row.radioSeconds,
            row.reward,
            row.analyticReward,
            row.regret));
  }

  static String keywords(Condition condition) {
    return String.join(SEPARATOR, condition.keywords());
  }

  static Condition condition(String keywords) {
    return new Condition(List.of(keywords.split(SEPARATOR, -1)));
  }

  private static <T> T ofWord(T[] values, Function<T, String> word, String wanted) {
    return Arrays.stream(values)
        .filter(value -> word.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the database holds \"" + wanted + "\"; known are " + Arrays.toString(values)));
  }

  private static Double nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
