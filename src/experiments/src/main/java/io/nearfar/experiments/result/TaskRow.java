package io.nearfar.experiments.result;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A {@link TaskRecord} laid flat: the columns of a task file, in their order. */
record TaskRow(
    String run,
    String task,
    Instant arrival,
    OptionalInt user,
    ServiceType serviceType,
    String condition,
    int promptTokens,
    int expectedOutputTokens,
    int outputTokens,
    String policy,
    Decision decision,
    Origin origin,
    Optional<ModelFailure> decisionFailure,
    Tier tier,
    String model,
    Optional<String> hopFailure,
    Ending ending,
    double decisionSeconds,
    OptionalDouble measuredTtftSeconds,
    OptionalDouble measuredTpotSeconds,
    double measuredDelaySeconds,
    OptionalDouble measuredBackhaulSeconds,
    OptionalDouble analyticTtftSeconds,
    OptionalDouble analyticTpotSeconds,
    double analyticDelaySeconds,
    OptionalDouble analyticBackhaulSeconds,
    boolean feasible,
    boolean attainable,
    double radioSeconds,
    double reward,
    double analyticReward,
    double regret) {

  private static final String BETWEEN_KEYWORDS = ";";

  static TaskRow of(TaskRecord record) {
    Timing measured = record.measured();
    Timing analytic = record.analytic();
    TaskRecord.Verdict verdict = record.verdict();
    return new TaskRow(
        record.run(),
        record.id(),
        record.arrival(),
        record.task().user(),
        record.task().serviceType(),
        cell(record.condition()),
        record.task().promptTokens(),
        record.expectedOutputTokens(),
        record.task().outputTokens(),
        record.policy(),
        record.choice().decision(),
        record.choice().origin(),
        record.choice().failure(),
        record.tier(),
        record.model(),
        record.hopFailure(),
        record.ending(),
        record.decisionSeconds(),
        measured.ttftSeconds(),
        measured.tpotSeconds(),
        measured.delaySeconds(),
        measured.backhaulSeconds(),
        analytic.ttftSeconds(),
        analytic.tpotSeconds(),
        analytic.delaySeconds(),
        analytic.backhaulSeconds(),
        verdict.feasible(),
        verdict.attainable(),
        verdict.radioSeconds(),
        verdict.reward(),
        verdict.analyticReward(),
        verdict.regret());
  }

  TaskRecord record() {
    return new TaskRecord(
        run,
        task,
        arrival,
        new Task(user, serviceType, promptTokens, outputTokens),
        expectedOutputTokens,
        condition == null ? null : new Condition(List.of(condition.split(BETWEEN_KEYWORDS, -1))),
        policy,
        new Choice(decision, origin, decisionFailure),
        tier,
        model,
        hopFailure,
        ending,
        decisionSeconds,
        new Timing(
            measuredTtftSeconds,
            measuredTpotSeconds,
            measuredDelaySeconds,
            measuredBackhaulSeconds),
        new Timing(
            analyticTtftSeconds,
            analyticTpotSeconds,
            analyticDelaySeconds,
            analyticBackhaulSeconds),
        new TaskRecord.Verdict(feasible, attainable, radioSeconds, reward, analyticReward, regret));
  }

  private static String cell(Condition condition) {
    for (String keyword : condition.keywords()) {
      if (keyword.contains(BETWEEN_KEYWORDS)) {
        throw new ResultException(
            "keyword \"" + keyword + "\" has a semicolon, which separates keywords in a file",
            null);
      }
    }
    return String.join(BETWEEN_KEYWORDS, condition.keywords());
  }
}
