package io.nearfar.model.policy.icl;

import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the same rendered prompt that a language model would, and votes over the examples in it. It
 * is not a language model, and is reported under its own name.
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

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^\\d+\\. condition: (.+) \\| decision: (local|offload) \\| reward: (-?\\d+\\.\\d+)"
              + " \\| evaluation: (good|bad)$");
  private static final Pattern NUMBERED = Pattern.compile("^\\d+\\. .*$", Pattern.MULTILINE);
  private static final Pattern CONDITION = Pattern.compile("^condition: (.+)$", Pattern.MULTILINE);
  private static final Pattern FASTER =
      Pattern.compile("Faster option: (local|offload)$", Pattern.MULTILINE);

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Reads and votes at once.
   *
   * @throws IllegalArgumentException when the text is not a prompt of {@link PromptTemplate}
   */
  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    return CompletableFuture.completedFuture(Completion.of(decide(prompt.text()).word()));
  }

  private static Decision decide(String text) {
    Condition present = keywords(required(CONDITION, "condition", text));
    return vote(nearest(examples(text), present))
        .orElseGet(() -> Decision.ofWord(required(FASTER, "faster option", text)));
  }

  private static List<Experience> examples(String text) {
    List<Experience> examples = new ArrayList<>();
    Matcher numbered = NUMBERED.matcher(text);
    while (numbered.find()) {
      Matcher line = EXAMPLE.matcher(numbered.group());
      if (!line.matches()) {
        throw new IllegalArgumentException(
            "the prompt has an example that cannot be read: " + numbered.group());
      }
      examples.add(
          new Experience(
              keywords(line.group(1)),
              Decision.ofWord(line.group(2)),
              Double.parseDouble(line.group(3)),
              Evaluation.ofWord(line.group(4))));
    }
    return examples;
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

  private static Condition keywords(String words) {
    return new Condition(List.of(words.split(", ", -1)));
  }

  private static String required(Pattern pattern, String what, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("the prompt states no " + what + ":\n" + text);
    }
    return matcher.group(1);
  }
}
