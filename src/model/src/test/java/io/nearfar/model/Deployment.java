package io.nearfar.model;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;

/** The study's default deployment, in numbers of its own. */
public final class Deployment {

  public static final ModelProfile EDGE = model("Llama3-8B", 0.23, 75, 1152, 0.684);
  public static final ModelProfile CLOUD = model("cloud-default", 0.42, 32, 1206, 0.820);
  public static final ModelPair PAIR = new ModelPair(EDGE, CLOUD);

  private Deployment() {}

  public static ModelProfile model(
      String name, double ttftSeconds, double tokensPerSecond, double arenaElo, double mmlu) {
    return new ModelProfile(
        name,
        new PrefillLaw.Constant(ttftSeconds),
        1 / tokensPerSecond,
        new Jitter.None(),
        new Quality(arenaElo, mmlu));
  }

  /** Stored delivery, no radio share. */
  public static AnalyticModel analytic(double penaltySeconds) {
    return analytic(PAIR, Delivery.STORED, penaltySeconds);
  }

  public static AnalyticModel analytic(ModelPair pair, Delivery delivery, double penaltySeconds) {
    return new AnalyticModel(
        pair,
        UserRates.UNLIMITED,
        delivery,
        4,
        QualityConstraint.between(pair),
        new Reward(40, penaltySeconds));
  }

  public static Task regular(int outputTokens) {
    return new Task(0, ServiceType.REGULAR, 0, outputTokens);
  }

  public static Task qualityPreferred(int outputTokens) {
    return new Task(0, ServiceType.QUALITY_PREFERRED, 0, outputTokens);
  }
}
