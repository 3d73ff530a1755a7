package io.nearfar.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FinishedTaskTest {

  private static final Task TASK = new Task(0, ServiceType.REGULAR, 1, 500);
  private static final Condition CONDITION = Condition.of("small", "regular");
  private static final Timing TIMING =
      new Timing(OptionalDouble.empty(), OptionalDouble.empty(), 1, OptionalDouble.empty());

  private static FinishedTask task(
      Origin origin, Ending ending, Optional<String> hopFailure, boolean asExpected) {
    TaskRecord taskRecord =
        new TaskRecord(
            "run",
            "1",
            Instant.EPOCH,
            TASK,
            500,
            CONDITION,
            "icl",
            Choice.of(Decision.LOCAL, origin),
            Tier.EDGE,
            "near-model",
            hopFailure,
            ending,
            0,
            TIMING,
            TIMING,
            new TaskRecord.Verdict(true, true, 0, 39, 39, 0));
    return new FinishedTask(
        taskRecord, new Feedback(TASK, CONDITION, Decision.LOCAL, 39, true), 0, asExpected);
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"PINNED", "FALLBACK"},
      mode = EnumSource.Mode.EXCLUDE)
  void teachesAWholeAnswerToADecisionOfThePolicy(Origin origin) {
    assertThat(task(origin, Ending.COMPLETED, Optional.empty(), true).teaches()).isTrue();
  }

  @Test
  void doesNotTeachWhatAClientPinned() {
    assertThat(task(Origin.PINNED, Ending.COMPLETED, Optional.empty(), true).teaches()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"COMPLETED"},
      mode = EnumSource.Mode.EXCLUDE)
  void doesNotTeachAnAnswerThatIsNotWhole(Ending ending) {
    assertThat(task(Origin.MODEL, ending, Optional.empty(), true).teaches()).isFalse();
  }

  @Test
  void doesNotTeachATaskThatWentElsewhere() {
    assertThat(task(Origin.MODEL, Ending.COMPLETED, Optional.of("reset"), true).teaches())
        .isFalse();
  }

  @Test
  void doesNotTeachAnAnswerOfAnotherLengthThanDecidedFor() {
    assertThat(task(Origin.MODEL, Ending.COMPLETED, Optional.empty(), false).teaches()).isFalse();
  }
}
