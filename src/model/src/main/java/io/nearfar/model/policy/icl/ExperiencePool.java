package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import java.util.List;

/**
 * The examples that the next prompt shows. A value: learning returns a new pool, or the same one
 * when nothing changes.
 *
 * @param replay how experiences are taken up
 * @param examples the examples, oldest first
 * @param version grows by one with every change; equal versions of one lineage have equal examples
 */
public record ExperiencePool(Replay replay, List<Experience> examples, long version) {

  public ExperiencePool {
    Check.present("replay", replay);
    examples = List.copyOf(examples);
  }

  /** A pool without examples: the first prompts are zero-shot. */
  public static ExperiencePool empty(Replay replay) {
    return new ExperiencePool(replay, List.of(), 0);
  }

  /** The pool after an experience; this very pool when the replay does not take it. */
  public ExperiencePool learn(Experience experience) {
    List<Experience> taken = replay.take(examples, experience);
    return taken == examples ? this : new ExperiencePool(replay, taken, version + 1);
  }
}
