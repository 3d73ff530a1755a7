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
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Task records with every field drawn, over all that it can be. */
final class RandomTasks {

  private RandomTasks() {}

  static TaskRecord next(RandomGenerator random, String run, String id) {
    ServiceType service = one(random, ServiceType.values());
    return new TaskRecord(
        run,
        id,
        Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000) * 1000L),
        new Task(random.nextInt(20), service, random.nextInt(5000), 1 + random.nextInt(5000)),
        1 + random.nextInt(5000),
        Condition.of(random.nextBoolean() ? "small" : "größer-als_1", service.word()),
        "icl",
        choice(random),
        one(random, Tier.values()),
        random.nextBoolean() ? "Llama3-8B" : "a \"model\" with, odd; words",
        random.nextBoolean() ? Optional.empty() : Optional.of("first-token-deadline"),
        one(random, Ending.values()),
        random.nextDouble(),
        timing(random),
        timing(random),
        new TaskRecord.Verdict(
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextDouble(),
            40 - 100 * random.nextDouble(),
            40 - 100 * random.nextDouble(),
            random.nextDouble()));
  }

  private static Choice choice(RandomGenerator random) {
    Decision decision = one(random, Decision.values());
    Origin origin = one(random, Origin.values());
    return origin == Origin.FALLBACK
        ? Choice.fallback(decision, one(random, ModelFailure.values()))
        : Choice.of(decision, origin);
  }

  private static Timing timing(RandomGenerator random) {
    return new Timing(maybe(random), maybe(random), 100 * random.nextDouble(), maybe(random));
  }

  private static OptionalDouble maybe(RandomGenerator random) {
    return random.nextBoolean()
        ? OptionalDouble.empty()
        : OptionalDouble.of(random.nextBoolean() ? 0 : random.nextDouble());
  }

  private static <T> T one(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
