package io.nearfar.experiments.result;

import io.nearfar.model.Check;

/**
 * Which seeds a run over many seeds has.
 *
 * @param whole the seeds of the whole run
 * @param shard which part of them this run has; 1/1 for all
 */
public record Replication(Seeds whole, Shard shard) {

  public Replication {
    Check.present("whole", whole);
    Check.present("shard", shard);
    shard.of(whole);
  }

  /** The seeds of this part. */
  public Seeds seeds() {
    return shard.of(whole);
  }

  /** Whether it is all there is. */
  public boolean complete() {
    return shard.count() == 1;
  }
}
