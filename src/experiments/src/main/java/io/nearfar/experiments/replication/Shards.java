package io.nearfar.experiments.replication;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.Shard;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which shard is asked for: on the command line, or by the index of a Kubernetes Job. */
final class Shards {

  /** Set by Kubernetes in the pods of an Indexed Job: 0, 1, ... */
  static final String INDEX = "JOB_COMPLETION_INDEX";

  private Shards() {}

  /**
   * The shard; empty when none is asked for.
   *
   * @param shard such as 3/16, where it is stated
   * @param shards how many there are, where the index comes from the environment
   * @param environment value of a variable, or null
   * @throws Failure when it is no shard
   */
  static Optional<Shard> asked(
      Optional<String> shard, Optional<Integer> shards, UnaryOperator<String> environment) {
    if (shard.isPresent() && shards.isPresent()) {
      throw new Failure("--shard and --shards are given; --shard 3/16 says both numbers");
    }
    try {
      return shard.map(Shard::of).or(() -> shards.map(count -> indexed(count, environment)));
    } catch (IllegalArgumentException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private static Shard indexed(int count, UnaryOperator<String> environment) {
    String index = environment.apply(INDEX);
    if (index == null || !index.matches("\\d{1,6}")) {
      throw new Failure(
          "--shards is given, but "
              + INDEX
              + (index == null ? " is not set" : " is \"" + index + "\"")
              + "; it must be from 0 to "
              + (count - 1)
              + "\nOutside an Indexed Job say --shard I/"
              + count
              + ".");
    }
    return new Shard(Integer.parseInt(index) + 1, count);
  }
}
