package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.QualityScale;
import io.nearfar.model.delay.QualityThreshold;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.Contention;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.Load;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.icl.Calibration;
import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.policy.icl.Vocabulary;
import io.nearfar.model.radio.RadioSpec;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {

  /** Every key of a scenario, none with its default. */
  private static final String EVERY_KEY =
      """
      name: every-key_1.0
      seed: 42
      users: 2
      qualityPreferredShare: 0.25
      models:
        edge:
          model: Llama2-7B
          prefill: {law: per-token, overheadSeconds: 0.05, secondsPerToken: 0.0002}
          tokensPerSecond: 90.5
          jitter: {distribution: log-normal, coefficientOfVariation: 0.3}
          arenaElo: 1040
          mmlu: 0.46
        cloud:
          model: my-own
          prefill: {law: constant, ttftSeconds: 0.6}
          tokensPerSecond: 41
          jitter: {distribution: gamma, coefficientOfVariation: 0.2}
          arenaElo: 1100
          mmlu: 0.64
          contention:
            curve: [{running: 1, ttftFactor: 1, tpotFactor: 1}, {running: 8, ttftFactor: 2, tpotFactor: 1.5}]
            maxRunning: 16
      quality:
        regular: {scale: arena-elo, threshold: 1010}
        qualityPreferred: {scale: mmlu, threshold: 0.6}
      backhaulSeconds: 0.05
      delivery: streamed
      bytesPerToken: 5
      reward: {targetSeconds: 30, penaltySeconds: 25}
      sizeClasses:
        - {name: short, from: 1, below: 100}
        - {name: long, from: 100, below: 900}
      radio: {rate: per-user, bitPerSecond: [1.0e+6, 2500000]}
      arrivals: {process: trace, regular: a.csv, qualityPreferred: b.csv.gz, speed: 2, durationSeconds: 60}
      policy:
        name: latest
        exploration: {start: 0.9, end: 0.1, overTasks: 300}
        window: 8
        keepBad: true
        dqn: {hiddenUnits: [16, 8], learningRate: 0.02, batchSize: 32, replayTasks: 500, trainEveryTasks: 5, rewardScaleSeconds: 30}
        prompt: {layout: turns, keywords: quality}
        calibration: contextual
        tabularQ: {learningRate: 0.2}
        linucb: {alphaSeconds: 3, ridge: 0.5}
        thompson: {priorMeanSeconds: 20, priorDeviationSeconds: 15, noiseSeconds: 2}
        threshold: {gainSeconds: -0.5}
      """;

  /** Every key of a cell, none with its default. */
  static final String CELL =
      """
      name: cell
      delivery: streamed
      radio:
        rate: cell
        propagation: umi
        sites: {interSiteDistanceMetres: 200, rings: 2, heightMetres: 12, transmitPowerDbm: 40, antennaGainDbi: 8}
        carrier: {frequencyHz: 28.0e+9, resourceBlocks: 50, blockBandwidthHz: 360000}
        terminals: {heightMetres: 2, minDistanceMetres: 20, antennaGainDbi: 1, noiseFigureDb: 7, noiseDensityDbmPerHz: -173}
        mobility: {pattern: random-waypoint, speedMetresPerSecond: 1.4, pauseSeconds: 5}
        scheduler: {discipline: proportional-fair, timeConstantSlots: 50}
        averaging: {slots: 500, coherenceSlots: 10}
        updateSeconds: 2
        pacing: true
      """;

  private static final Scenario EVERYTHING =
      new Scenario(
          "every-key_1.0",
          42L,
          2,
          0.25,
          new Models(
              new ModelSpec(
                  "Llama2-7B",
                  new PrefillLaw.PerToken(0.05, 0.0002),
                  90.5,
                  new Jitter.LogNormal(0.3),
                  1040.0,
                  0.46),
              new ModelSpec(
                  "my-own",
                  new PrefillLaw.Constant(0.6),
                  41.0,
                  new Jitter.Gamma(0.2),
                  1100.0,
                  0.64,
                  new Contention(List.of(new Load(1, 1, 1), new Load(8, 2, 1.5)), 16))),
          new QualityConstraint(
              new QualityThreshold(QualityScale.ARENA_ELO, 1010),
              new QualityThreshold(QualityScale.MMLU, 0.6)),
          0.05,
          Delivery.STREAMED,
          5.0,
          new Reward(30, 25),
          new SizeClasses(List.of(new SizeClass("short", 1, 100), new SizeClass("long", 100, 900))),
          new RadioSpec.PerUser(List.of(1e6, 2.5e6)),
          new Arrivals.Trace("a.csv", "b.csv.gz", 2.0, 60.0),
          new PolicySpec(
              PolicyKind.LATEST,
              new Exploration(0.9, 0.1, 300L),
              8,
              true,
              new DqnSpec(List.of(16, 8), 0.02, 32, 500, 5, 30.0),
              new PromptSpec(PromptLayout.TURNS, Vocabulary.QUALITY),
              Calibration.CONTEXTUAL,
              new TabularQSpec(0.2),
              new LinUcbSpec(3.0, 0.5),
              new ThompsonSpec(20.0, 15.0, 2.0),
              new ThresholdSpec(-0.5)));

  @Test
  void whatIsLeftOutHasTheStudysDefault() {
    Scenario scenario = read("name: bare");

    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.users()).isEqualTo(20);
    assertThat(scenario.qualityPreferredShare()).isEqualTo(0.5);
    assertThat(scenario.pair().edge().name()).isEqualTo("Llama3-8B");
    assertThat(scenario.pair().edge().ttftSeconds(0)).isEqualTo(0.23);
    assertThat(scenario.pair().edge().tpotSeconds()).isEqualTo(1.0 / 75);
    assertThat(scenario.pair().edge().jitter()).isEqualTo(new Jitter.None());
    assertThat(scenario.pair().cloud().name()).isEqualTo("cloud-default");
    assertThat(scenario.pair().cloud().ttftSeconds(0)).isEqualTo(0.42);
    assertThat(scenario.pair().cloud().tpotSeconds()).isEqualTo(1.0 / 32);
    assertThat(scenario.pair().cloud().quality().mmlu()).isEqualTo(0.820);
    assertThat(scenario.quality().regular())
        .isEqualTo(new QualityThreshold(QualityScale.ARENA_ELO, 1000));
    assertThat(scenario.quality().qualityPreferred())
        .isEqualTo(new QualityThreshold(QualityScale.MMLU, 0.752));
    assertThat(scenario.backhaulSeconds()).isEqualTo(0.1);
    assertThat(scenario.delivery()).isEqualTo(Delivery.STORED);
    assertThat(scenario.bytesPerToken()).isEqualTo(4);
    assertThat(scenario.reward()).isEqualTo(new Reward(40, 40));
    assertThat(scenario.sizeClasses()).isEqualTo(SizeClasses.STUDY);
    assertThat(scenario.radio()).isEqualTo(new RadioSpec.Unlimited());
    assertThat(scenario.arrivals()).isEqualTo(new Arrivals.Slots(1000));
    assertThat(scenario.policy())
        .isEqualTo(
            new PolicySpec(
                PolicyKind.ICL,
                new Exploration(1.0, 0.05, null),
                6,
                false,
                new DqnSpec(List.of(32), 0.01, 64, 2000, 20, 40.0),
                new PromptSpec(PromptLayout.SINGLE, Vocabulary.SERVICE),
                Calibration.NONE,
                new TabularQSpec(null),
                new LinUcbSpec(10.0, 1.0),
                new ThompsonSpec(0.0, 40.0, 5.0),
                new ThresholdSpec(1.0)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(read(EVERY_KEY)).isEqualTo(EVERYTHING);
  }

  @Test
  void everyKindOfBlockIsRead() {
    assertThat(read("name: a\narrivals: {process: slots, timeslots: 7}").arrivals())
        .isEqualTo(new Arrivals.Slots(7));
    assertThat(
            read("name: a\narrivals: {process: poisson, ratePerSecond: 2, durationSeconds: 30}")
                .arrivals()
                .expectedTasks(20))
        .hasValue(60);
    assertThat(read("name: a\nradio: {rate: fixed, bitPerSecond: 1000000}").radio())
        .isEqualTo(new RadioSpec.Fixed(1e6));
    assertThat(read("name: a\nradio: {rate: unlimited}").radio())
        .isEqualTo(new RadioSpec.Unlimited());
    assertThat(
            read("name: a\nmodels: {edge: {model: Llama3-8B, jitter: {distribution: normal,"
                    + " coefficientOfVariation: 0.1}}}")
                .pair()
                .edge()
                .jitter())
        .isEqualTo(new Jitter.Normal(0.1));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (Scenario scenario :
        List.of(EVERYTHING, read("name: bare"), read(CELL), ScenarioReader.shipped("demo"))) {
      String yaml = ScenarioReader.write(scenario);

      assertThat(read(yaml)).isEqualTo(scenario);
      assertThat(yaml).doesNotContain("!<").doesNotContain("---");
    }
  }

  @Test
  void anotherSeedIsTheOnlyDifference() {
    assertThat(EVERYTHING.withSeed(7)).isNotEqualTo(EVERYTHING);
    assertThat(EVERYTHING.withSeed(7).seed()).isEqualTo(7);
    assertThat(EVERYTHING.withSeed(7).withSeed(42)).isEqualTo(EVERYTHING);
  }

  @Test
  void otherArrivalsAreTheOnlyDifference() {
    Scenario other = EVERYTHING.withArrivals(new Arrivals.Slots(3));

    assertThat(other).isNotEqualTo(EVERYTHING);
    assertThat(other.arrivals()).isEqualTo(new Arrivals.Slots(3));
    assertThat(other.withArrivals(EVERYTHING.arrivals())).isEqualTo(EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---", "null"})
  void anEmptyFileIsNoScenario(String yaml) {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read(yaml))
        .withMessage("scenario test.yaml is empty; it needs a name");
  }

  @Test
  void refusesAShippedScenarioThatThereIsNot() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioReader.shipped("../secret"))
        .withMessage(
            "scenario is \"../secret\"; shipped are " + String.join(", ", ScenarioReader.SHIPPED));
  }

  private static Scenario read(String yaml) {
    return ScenarioReader.read(yaml, "test.yaml");
  }
}
