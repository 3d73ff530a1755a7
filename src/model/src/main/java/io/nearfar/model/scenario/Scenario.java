package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.Source;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.outcome.RunLabel;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.radio.Cell;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.radio.RadioSpec;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.SizeClasses;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a run needs to know. Both clocks read the same file; what it leaves out has the
 * study's default.
 */
public record Scenario(
    @JsonPropertyDescription(
            "What the run is called: letters, digits, dot, hyphen, underscore; the first a letter or a"
                + " digit")
        String name,
    @JsonPropertyDescription("Seed of every random draw; default: 1") Long seed,
    @JsonPropertyDescription("Number of users K, >= 1; default: 20") @Source(Source.STUDY)
        Integer users,
    @JsonPropertyDescription(
            "Share of quality-preferred tasks where arrivals do not say, in [0, 1]; default: 0.5")
        Double qualityPreferredShare,
    @JsonPropertyDescription("The pair of models; default: the study's") @Source(Source.STUDY)
        Models models,
    @JsonPropertyDescription(
            "Required quality per service type; default: Arena Elo 1000, and MMLU half-way between"
                + " the two models")
        QualityConstraint quality,
    @JsonPropertyDescription(
            "Backhaul delay t_back in seconds, >= 0; a live edge begins with it and then measures;"
                + " default: 0.1")
        @Source("EdgeCloudSim's default WAN delay")
        Double backhaulSeconds,
    @JsonPropertyDescription("stored (the study's sum) or streamed; default: stored")
        @Source(Source.STUDY)
        Delivery delivery,
    @JsonPropertyDescription("Bytes per token s, > 0; default: 4") @Source(Source.STUDY)
        Double bytesPerToken,
    @JsonPropertyDescription("Target and penalty of the reward in seconds; default: 40 and 40")
        Reward reward,
    @JsonPropertyDescription("Size classes, smallest first; default: the study's three")
        @Source(Source.STUDY)
        SizeClasses sizeClasses,
    @JsonPropertyDescription("Radio link of the users; default: unlimited") RadioSpec radio,
    @JsonPropertyDescription("When tasks arrive; default: 1000 timeslots") Arrivals arrivals,
    @JsonPropertyDescription("Who decides; default: icl") @Source(Source.STUDY) PolicySpec policy) {

  public Scenario {
    Check.notBlank("name", name);
    if (!RunLabel.matches(name)) {
      throw new IllegalArgumentException("name is \"" + name + "\"; it must be " + RunLabel.RULE);
    }
    seed = seed == null ? 1L : seed;
    users = users == null ? 20 : Check.atLeast("users", users, 1);
    qualityPreferredShare =
        qualityPreferredShare == null
            ? 0.5
            : Check.within("qualityPreferredShare", qualityPreferredShare, 0, 1);
    models = models == null ? new Models(null, null) : models;
    ModelPair pair = models.pair();
    quality = quality == null ? QualityConstraint.between(pair) : quality;
    backhaulSeconds =
        backhaulSeconds == null ? 0.1 : Check.nonNegative("backhaulSeconds", backhaulSeconds);
    delivery = delivery == null ? Delivery.STORED : delivery;
    bytesPerToken = bytesPerToken == null ? 4.0 : Check.positive("bytesPerToken", bytesPerToken);
    reward = reward == null ? new Reward(40, 40) : reward;
    sizeClasses = sizeClasses == null ? SizeClasses.STUDY : sizeClasses;
    radio = radio == null ? new RadioSpec.Unlimited() : radio;
    if (radio instanceof RadioSpec.PerUser rates && rates.bitPerSecond().size() != users) {
      throw new IllegalArgumentException(
          "radio.bitPerSecond has "
              + rates.bitPerSecond().size()
              + " rates; it must have one for each of the "
              + users
              + " users");
    }
    if (radio instanceof CellSpec cell && cell.pacing() && delivery != Delivery.STREAMED) {
      throw new IllegalArgumentException(
          "radio.pacing is true and delivery is stored; tokens that are paced one by one are"
              + " delivery: streamed");
    }
    arrivals = arrivals == null ? new Arrivals.Slots(1000) : arrivals;
    policy = policy == null ? PolicySpec.of(PolicyKind.ICL) : policy;
    if (policy.name().explores()
        && policy.exploration().overTasks() == null
        && arrivals.expectedTasks(users).isEmpty()) {
      throw new IllegalArgumentException(
          "policy.exploration.overTasks is missing; with a trace it must be stated, since half of the"
              + " scenario's tasks is not known before the trace is read");
    }
  }

  /** The deployed models. */
  public ModelPair pair() {
    return models.pair();
  }

  /** The analytic model of this scenario while its users have these rates. */
  public AnalyticModel analyticModel(UserRates rates) {
    return new AnalyticModel(pair(), rates, delivery, bytesPerToken, quality, reward);
  }

  /** The analytic model at the beginning of a run; {@link ModelCourse} knows the rest of it. */
  public AnalyticModel analyticModel() {
    return ModelCourse.of(this).at(0);
  }

  /** The cell of the users, where the radio link is given as one. */
  public Optional<Cell> cell() {
    return radio instanceof CellSpec spec
        ? Optional.of(new Cell(spec, users, random()))
        : Optional.empty();
  }

  /** The named random streams of this scenario. */
  public RandomStreams random() {
    return new RandomStreams(seed);
  }

  /** Whether the required quality is the one that follows from the pair of models. */
  boolean hasDerivedQuality() {
    return QualityConstraint.derivable(pair()) && quality.equals(QualityConstraint.between(pair()));
  }

  /** The same scenario with another seed. */
  public Scenario withSeed(long other) {
    return ScenarioReader.varied(this, Map.of("seed", other));
  }

  /** The same scenario with other arrivals. */
  public Scenario withArrivals(Arrivals other) {
    return ScenarioReader.varied(this, Map.of("arrivals", other));
  }
}
