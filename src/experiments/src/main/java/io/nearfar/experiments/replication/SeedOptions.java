package io.nearfar.experiments.replication;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.result.Shard;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many seeds are run, and which of them here. */
public final class SeedOptions {

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Run N seeds, from the scenario's upwards, and keep seeds.csv in place of tasks.csv")
  private Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many seeds are run at a time, which changes no result; default: one a processor")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Run the I-th of N parts of the seeds; nearfar merge puts them together")
  private Optional<String> shard = Optional.empty();

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = {
        "Run the part with the number "
            + Shards.INDEX
            + " of the environment, from 0, of N parts:"
            + " in an Indexed Job of Kubernetes"
      })
  private Optional<Integer> shards = Optional.empty();

  /**
   * The seeds that are asked for; empty for a run of one.
   *
   * @param first the scenario's seed
   * @throws Failure when a number is out of range, or a shard is asked for without seeds
   */
  public Optional<Replication> replication(long first) {
    Optional<Shard> asked = Shards.asked(shard, shards, System::getenv);
    if (seeds.isEmpty()) {
      if (asked.isPresent()) {
        throw new Failure("a shard is asked for, but no seeds; say --seeds N");
      }
      return Optional.empty();
    }
    try {
      Seeds whole = new Seeds(first, seeds.get());
      return Optional.of(new Replication(whole, asked.orElse(new Shard(1, 1))));
    } catch (IllegalArgumentException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /**
   * How many runs are under way at once.
   *
   * @throws Failure when it is less than one
   */
  public int threads() {
    int asked = threads.orElse(Runtime.getRuntime().availableProcessors());
    if (asked < 1) {
      throw new Failure("--threads is " + asked + "; it must be at least 1");
    }
    return asked;
  }
}
