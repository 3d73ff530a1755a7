package io.nearfar.edge.gateway;

import io.nearfar.edge.telemetry.FinishedTask;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.outcome.Assessment;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.answer.AnswerEnd;
import io.nearfar.serving.http.ServerTiming;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The stamps of one task, all on the clock of {@link System#nanoTime}: arrival, decision, head,
 * first and last token, and the backhaul's share.
 */
final class TaskMeter {

  /** To the microsecond, as the database keeps it. */
  private final Instant arrival = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private final long arrivalNanoTime;
  private final double backhaulEstimateSeconds;
  private final AnalyticModel model;
  private final boolean paced;
  private Situation situation;
  private long decidedNanoTime;
  private long waitingSinceNanoTime;
  private boolean waiting;
  private long headNanoTime;
  private long waitedNanos;
  private long firstTokenNanoTime;
  private OptionalDouble backhaulSeconds = OptionalDouble.empty();

  /**
   * A meter of a task that has just arrived.
   *
   * @param backhaulEstimateSeconds t_back as known now: what the task's analytic delay is made with
   * @param model with the radio rates in force now
   * @param paced whether the answer is delivered at the pace of the radio link
   */
  TaskMeter(
      long arrivalNanoTime, double backhaulEstimateSeconds, AnalyticModel model, boolean paced) {
    this.model = model;
    this.paced = paced;
    this.arrivalNanoTime = arrivalNanoTime;
    this.backhaulEstimateSeconds = backhaulEstimateSeconds;
  }

  double backhaulEstimateSeconds() {
    return backhaulEstimateSeconds;
  }

  /** The radio share of the time to the first token, as far as the gateway takes it. */
  double firstTokenOnAirSeconds() {
    return paced ? model.tokenOnAirSeconds(situation.task()) : 0;
  }

  void situation(Situation now) {
    situation = now;
  }

  Situation situation() {
    return situation;
  }

  void decided() {
    decidedNanoTime = System.nanoTime();
    goesOn(decidedNanoTime);
  }

  /** From now on the gateway waits for somebody else: a remote decision model, or a tier. */
  void waits() {
    waiting = true;
    waitingSinceNanoTime = System.nanoTime();
  }

  /** Since {@code nanoTime} the gateway has waited for nobody. */
  void goesOn(long nanoTime) {
    if (waiting) {
      waiting = false;
      waitedNanos += nanoTime - waitingSinceNanoTime;
    }
  }

  void backhaul(double seconds) {
    backhaulSeconds = OptionalDouble.of(seconds);
  }

  /** Our own head is about to go out. */
  void head() {
    headNanoTime = System.nanoTime();
    goesOn(headNanoTime);
  }

  void firstToken(long nanoTime) {
    firstTokenNanoTime = nanoTime;
  }

  /**
   * The gateway's own share of the time to the head of the answer: all of it but the waiting for a
   * remote decision model and for the tiers.
   */
  long overheadNanos() {
    long until = headNanoTime != 0 ? headNanoTime : System.nanoTime();
    goesOn(until);
    return until - arrivalNanoTime - waitedNanos;
  }

  /**
   * Value of the {@code Server-Timing} header, whose head goes out with the first token of a stream
   * or with a whole answer.
   */
  String serverTiming(boolean streamed) {
    ServerTiming timing = new ServerTiming();
    timing.add("decision", decidedNanoTime - arrivalNanoTime);
    timing.add("gateway", overheadNanos());
    backhaulSeconds.ifPresent(seconds -> timing.add("backhaul", Math.round(seconds * 1e9)));
    timing.add(streamed ? "ttft" : "total", headNanoTime - arrivalNanoTime);
    return timing.value();
  }

  /** The task with everything that was seen of it. */
  FinishedTask finish(
      Gateway gateway,
      TaskProfile profile,
      Choice choice,
      Tier tier,
      Optional<String> fallback,
      Ending ending,
      AnswerEnd answer) {
    Task expected = profile.task();
    boolean completed = ending == Ending.COMPLETED && answer.outputTokens() > 0;
    Task task = completed ? expected.withOutputTokens(answer.outputTokens()) : expected;
    Situation finished =
        Situation.of(task, gateway.scenario.sizeClasses(), model, backhaulEstimateSeconds);
    Timing measured = measured(answer, profile.streamed());
    Assessment assessment =
        paced
            ? Assessment.ofPaced(model, finished, tier, measured)
            : Assessment.of(model, finished, tier, measured);
    TaskRecord taskRecord =
        new TaskRecord(
            profile.run(),
            profile.id(),
            arrival,
            task,
            expected.outputTokens(),
            situation.condition(),
            gateway.scenario.policy().name().word(),
            choice,
            tier,
            gateway.modelName(tier),
            fallback,
            ending,
            seconds(decidedNanoTime - arrivalNanoTime),
            measured,
            assessment.analytic(),
            assessment.verdict());
    boolean asExpected =
        completed
            && Condition.of(task, gateway.scenario.sizeClasses()).equals(situation.condition());
    return new FinishedTask(
        taskRecord, assessment.feedback(situation), seconds(overheadNanos()), asExpected);
  }

  private Timing measured(AnswerEnd answer, boolean streamed) {
    int tokens = answer.outputTokens();
    if (tokens == 0) {
      return new Timing(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          seconds(System.nanoTime() - arrivalNanoTime),
          backhaulSeconds);
    }
    long last = answer.lastTokenNanoTime();
    boolean timed = streamed && firstTokenNanoTime != 0;
    return new Timing(
        timed
            ? OptionalDouble.of(seconds(firstTokenNanoTime - arrivalNanoTime))
            : OptionalDouble.empty(),
        timed && tokens > 1
            ? OptionalDouble.of(seconds(last - firstTokenNanoTime) / (tokens - 1))
            : OptionalDouble.empty(),
        seconds(last - arrivalNanoTime),
        backhaulSeconds);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
