package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import java.util.List;

/** How dqn learns. */
public record DqnSpec(
    @JsonPropertyDescription(
            "Units of each hidden layer, each >= 1; default: [32]. [] is a linear model")
        List<Integer> hiddenUnits,
    @JsonPropertyDescription("Learning rate of Adam, > 0; default: 0.01") Double learningRate,
    @JsonPropertyDescription("Rewards in a training batch, >= 1; default: 64") Integer batchSize,
    @JsonPropertyDescription("Rewards that the replay buffer keeps, >= 1; default: 2000")
        Integer replayTasks,
    @JsonPropertyDescription(
            "Rewards from one training step to the next, >= 1; default: 20, which is one timeslot of"
                + " the study")
        Integer trainEveryTasks,
    @JsonPropertyDescription(
            "What a reward is divided by before it is learnt, in seconds, > 0; default: 40, the"
                + " default target")
        Double rewardScaleSeconds) {

  public DqnSpec {
    hiddenUnits = hiddenUnits == null ? List.of(32) : checkedUnits(hiddenUnits);
    learningRate = learningRate == null ? 0.01 : Check.positive("learningRate", learningRate);
    batchSize = batchSize == null ? 64 : Check.atLeast("batchSize", batchSize, 1);
    replayTasks = replayTasks == null ? 2000 : Check.atLeast("replayTasks", replayTasks, 1);
    trainEveryTasks =
        trainEveryTasks == null ? 20 : Check.atLeast("trainEveryTasks", trainEveryTasks, 1);
    rewardScaleSeconds =
        rewardScaleSeconds == null
            ? 40.0
            : Check.positive("rewardScaleSeconds", rewardScaleSeconds);
  }

  private static List<Integer> checkedUnits(List<Integer> hiddenUnits) {
    for (int layer = 0; layer < hiddenUnits.size(); layer++) {
      String name = "hiddenUnits[" + layer + "]";
      Check.atLeast(name, Check.present(name, hiddenUnits.get(layer)), 1);
    }
    return List.copyOf(hiddenUnits);
  }
}
