package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * How an experience pool takes up a new experience; section 6.
 *
 * <p>A bad experience (constraint (4e) violated) never enters, unless {@code keepBad} says so: that
 * is an ablation.
 */
public sealed interface Replay {

  /** Whether bad experiences are kept too. */
  boolean keepBad();

  /**
   * The examples after an experience: the same list when nothing changes, else a new one.
   *
   * @param examples the pool's examples, oldest first
   */
  List<Experience> take(List<Experience> examples, Experience experience);

  /**
   * Keeps the best experience of each condition. Rule 1: a condition that is not in the pool
   * enters. Rule 2: the same condition with a higher reward replaces the old example; a lower or an
   * equal one changes nothing.
   */
  record Prioritised(boolean keepBad) implements Replay {

    @Override
    public List<Experience> take(List<Experience> examples, Experience experience) {
      if (experience.evaluation() == Evaluation.BAD && !keepBad) {
        return examples;
      }
      for (int i = 0; i < examples.size(); i++) {
        Experience known = examples.get(i);
        if (known.condition().equals(experience.condition())) {
          if (experience.reward() <= known.reward()) {
            return examples;
          }
          List<Experience> replaced = new ArrayList<>(examples);
          replaced.set(i, experience);
          return List.copyOf(replaced);
        }
      }
      List<Experience> grown = new ArrayList<>(examples);
      grown.add(experience);
      return List.copyOf(grown);
    }
  }

  /**
   * Keeps the latest experiences, first in first out.
   *
   * @param window how many, >= 1; the study's is 6
   */
  record Latest(int window, boolean keepBad) implements Replay {
    public Latest {
      Check.atLeast("window", window, 1);
    }

    @Override
    public List<Experience> take(List<Experience> examples, Experience experience) {
      if (experience.evaluation() == Evaluation.BAD && !keepBad) {
        return examples;
      }
      List<Experience> moved = new ArrayList<>(examples);
      moved.add(experience);
      List<Experience> latest =
          List.copyOf(moved.subList(Math.max(0, moved.size() - window), moved.size()));
      return latest.equals(examples) ? examples : latest;
    }
  }
}
