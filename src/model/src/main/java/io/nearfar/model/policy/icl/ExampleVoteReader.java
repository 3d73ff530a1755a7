package io.nearfar.model.policy.icl;

import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the same rendered prompt that a language model would, in either layout and in whatever
 * words, and votes over the examples in it. It is not a language model, and is reported under its
 * own name.
 *
 * <ol>
 *   <li>Each example whose condition is the present one votes: a good one for its decision, a bad
 *       one for the other.
 *   <li>Without such an example the nearest ones vote, by the number of keywords that differ.
 *   <li>Equal votes go to the side of the higher single reward.
 *   <li>Without any example, or when even that is equal, the prompt's own statement of the faster
 *       option decides.
 * </ol>
 */
public final class ExampleVoteReader implements LanguageModel {

  /** The name it is reported under. */
  public static final String NAME = "example-vote reader";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Reads and votes at once.
   *
   * @throws IllegalArgumentException when it is not a prompt of {@link PromptTemplate}
   */
  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    return CompletableFuture.completedFuture(
        Completion.of(decide(PromptReading.of(prompt)).word()));
  }

  private static Decision decide(PromptReading prompt) {
    return vote(nearest(prompt.examples(), prompt.present())).orElseGet(prompt::faster);
  }

  private static List<Experience> nearest(List<Experience> examples, Condition present) {
    List<Experience> nearest = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (Experience example : examples) {
      int distance = example.condition().distance(present);
      if (distance < least) {
        least = distance;
        nearest.clear();
      }
      if (distance == least) {
        nearest.add(example);
      }
    }
    return nearest;
  }

  private static Optional<Decision> vote(List<Experience> voters) {
    int balance = 0;
    double localReward = Double.NEGATIVE_INFINITY;
    double offloadReward = Double.NEGATIVE_INFINITY;
    for (Experience voter : voters) {
      boolean good = voter.evaluation() == Evaluation.GOOD;
      boolean local = (voter.decision() == Decision.LOCAL) == good;
      balance += local ? 1 : -1;
      if (good && local) {
        localReward = Math.max(localReward, voter.reward());
      } else if (good) {
        offloadReward = Math.max(offloadReward, voter.reward());
      }
    }
    int order = balance != 0 ? balance : Double.compare(localReward, offloadReward);
    if (order == 0) {
      return Optional.empty();
    }
    return Optional.of(order > 0 ? Decision.LOCAL : Decision.OFFLOAD);
  }
}
