package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.QualityScale;
import io.nearfar.model.delay.QualityThreshold;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
                  0.64)),
          new QualityConstraint(
              new QualityThreshold(QualityScale.ARENA_ELO, 1010),
              new QualityThreshold(QualityScale.MMLU, 0.6)),
          0.05,
          Delivery.STREAMED,
          5.0,
          new Reward(30, 25),
          new SizeClasses(List.of(new SizeClass("short", 1, 100), new SizeClass("long", 100, 900))),
          new UserRates.PerUser(List.of(1e6, 2.5e6)),
          new Arrivals.Trace("a.csv", "b.csv.gz", 2.0, 60.0),
          new PolicySpec(PolicyKind.LATEST, new Exploration(0.9, 0.1, 300L), 8, true));

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
    assertThat(scenario.radio()).isEqualTo(new UserRates.Unlimited());
    assertThat(scenario.arrivals()).isEqualTo(new Arrivals.Slots(1000));
    assertThat(scenario.policy())
        .isEqualTo(new PolicySpec(PolicyKind.ICL, new Exploration(1.0, 0.05, null), 6, false));
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
        .isEqualTo(new UserRates.Fixed(1e6));
    assertThat(read("name: a\nradio: {rate: unlimited}").radio())
        .isEqualTo(new UserRates.Unlimited());
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
        List.of(EVERYTHING, read("name: bare"), ScenarioReader.shipped("demo"))) {
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

  static List<Arguments> faults() {
    return List.of(
        fault("name: a\nspeed: 3", "unknown key speed; known here are arrivals, backhaulSeconds"),
        fault(
            "name: a\nmodels: {edge: {model: Llama3-8B, speed: 3}}",
            "unknown key models.edge.speed; known here are arenaElo, jitter, mmlu, model"),
        fault(
            "name: a\narrivals: {process: slots, timeslots: 3, rate: 1}",
            "unknown key arrivals.rate; known here are timeslots"),
        fault("name: a\nusers: 3\nusers: 4", "Duplicate field 'users'", "(line 3)"),
        fault(
            "name: a\nreward: {targetSeconds: 1, targetSeconds: 2, penaltySeconds: 4}",
            "reward",
            "Duplicate field 'targetSeconds'"),
        fault("name: a\nusers: many", "users is \"many\"; it must be a whole number (line 2)"),
        fault("name: a\nusers: '20'", "users is \"20\"; it must be a whole number"),
        fault("name: a\nusers: 2.5", "users is \"2.5\"; it must be a whole number"),
        fault("name: a\nseed: 1.5", "seed is \"1.5\"; it must be a whole number"),
        fault("name: a\nusers: [3]", "users is a list; it must be a whole number"),
        fault("name: a\nusers: 99999999999", "users", "99999999999", "out of range"),
        fault("name: a\nusers: 0", "users is 0; it must be at least 1"),
        fault("name: a\nbackhaulSeconds: soon", "backhaulSeconds is \"soon\"", "a number"),
        fault("name: a\nbackhaulSeconds: .inf", "backhaulSeconds is \".inf\"", "a number"),
        fault("name: a\nbackhaulSeconds: NaN", "backhaulSeconds is NaN", "finite number >= 0"),
        fault("name: a\nbackhaulSeconds: -1", "backhaulSeconds is -1.0", "finite number >= 0"),
        fault("name: a\nbytesPerToken: 0", "bytesPerToken is 0.0", "finite number > 0"),
        fault("name: a\nqualityPreferredShare: 1.5", "qualityPreferredShare is 1.5", "0.0 and 1.0"),
        fault("name: a\nreward: {targetSeconds: 40}", "reward.penaltySeconds is missing"),
        fault(
            "name: a\nreward: {targetSeconds: 40, penaltySeconds: }",
            "reward.penaltySeconds is missing; it must be a number"),
        fault(
            "name: a\nreward: {targetSeconds: 40, penaltySeconds: -1}",
            "reward: penaltySeconds is -1.0; it must be a finite number >= 0"),
        fault(
            "name: a\ndelivery: fast", "delivery is \"fast\"; it must be one of stored, streamed"),
        fault(
            "name: a\npolicy: {name: dqn}",
            "policy.name is \"dqn\"; it must be one of icl, latest, greedy, oracle, local, cloud"),
        fault("name: a\npolicy: icl", "policy is \"icl\"; it must be a block of keys"),
        fault("name: a\npolicy: {window: 0}", "policy.window is 0; it must be at least 1"),
        fault("name: a\npolicy: {keepBad: 1}", "policy.keepBad is \"1\"; it must be true or false"),
        fault(
            "name: a\npolicy: {exploration: {start: 2}}", "exploration.start is 2.0", "0.0 and 1"),
        fault("name: a\npolicy: {exploration: {overTasks: -1}}", "exploration.overTasks is -1"),
        fault(
            "name: a\narrivals: {process: burst}",
            "arrivals.process is \"burst\"; it must be one of slots, poisson, trace"),
        fault("name: a\narrivals: {timeslots: 3}", "arrivals.process is missing"),
        fault("name: a\narrivals: {process: slots}", "arrivals.timeslots is missing"),
        fault("name: a\narrivals: {process: trace, speed: 2}", "neither regular nor"),
        fault(
            "name: a\narrivals: {process: trace, regular: sample}",
            "policy.exploration.overTasks is missing"),
        fault(
            "name: a\nusers: 2\nradio: {rate: per-user, bitPerSecond: [1000000]}",
            "radio.bitPerSecond has 1 rates; it must have one for each of the 2 users"),
        fault(
            "name: a\nusers: 2\nradio: {rate: per-user, bitPerSecond: [1000000, null]}",
            "bitPerSecond of user 1 is missing"),
        fault("name: a\nsizeClasses: []", "sizeClasses", "at least one is needed"),
        fault("name: a\nsizeClasses: [null]", "sizeClasses", "size class is missing"),
        fault("name: a\nsizeClasses: 3", "sizeClasses is \"3\"; it must be a list"),
        fault(
            "name: a\nsizeClasses: [{name: a, from: 1, below: x}]",
            "sizeClasses[0].below is \"x\"; it must be a whole number"),
        fault(
            "name: a\nsizeClasses: [{name: a, from: 1, below: 5}, {name: b, from: 6, below: 9}]",
            "size class \"b\" begins at 6; it must begin where \"a\" ends, at 5"),
        fault("name: a\nmodels: {edge: {model: ''}}", "models.edge: model is empty"),
        fault(
            "name: a\nmodels: {edge: {model: GPT-9}}",
            "model GPT-9 has no prefill: the catalogue does not know this model; it has Llama3-8B",
            "State prefill in the scenario."),
        fault(
            "name: a\nmodels: {cloud: {model: Llama3-70B, prefill: {law: constant, ttftSeconds: 1}}}",
            "model Llama3-70B has no tokensPerSecond: nobody published this figure"),
        fault(
            "name: a\nmodels: {cloud: {model: cloud-default}}",
            "model cloud-default has no arenaElo: nobody published this figure"),
        fault(
            "name: a\nmodels: {cloud: {model: cloud-default, arenaElo: 1200}}",
            "model cloud-default has no mmlu: nobody published this figure"),
        fault(
            "name: a\nmodels: {edge: {model: Llama3-8B, mmlu: 68.4}}",
            "models.edge: mmlu is 68.4; it must be between 0.0 and 1.0"),
        fault(
            "name: a\nmodels: {edge: {model: Llama3-8B, tokensPerSecond: 0}}",
            "models.edge: tokensPerSecond is 0.0; it must be a finite number > 0"),
        fault(
            "name: a\nmodels: {edge: {model: Llama3-8B, jitter: {distribution: cauchy}}}",
            "models.edge.jitter.distribution is \"cauchy\"; it must be one of none, normal"),
        fault(
            "name: a\nmodels: {edge: {model: GPT-4}, cloud: {model: Llama2-7B}}",
            "Llama2-7B has MMLU 0.458, not above the edge model GPT-4 with 0.864"),
        fault(
            "name: a\nquality: {regular: {scale: elo, threshold: 1}}",
            "quality.regular.scale is \"elo\"; it must be one of arena-elo, mmlu"),
        fault(
            "name: a\nquality: {qualityPreferred: {scale: mmlu, threshold: 0.7}}",
            "quality.regular is missing"),
        fault("users: 3", "name is empty; it must be a word"),
        fault("name: ' '", "name is empty; it must be a word"),
        fault("name: two words", "name is \"two words\"; it must be 1 to 64 letters"),
        fault("[]", "the file is a list; it must be a block of keys"),
        fault("name: a\n---\nname: b", "has more than one YAML document; it must have one"),
        fault("name: a\n  users: 3", "mapping values are not allowed here", "line 2"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedWithItsKeyItsValueAndWhatWouldBeValid(String yaml, List<String> messages) {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageStartingWith("scenario test.yaml")
        .withMessageContainingAll(messages.toArray(String[]::new));
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
        .withMessage("scenario is \"../secret\"; shipped are study, demo");
  }

  private static Arguments fault(String yaml, String... messages) {
    return Arguments.of(yaml, List.of(messages));
  }

  private static Scenario read(String yaml) {
    return ScenarioReader.read(yaml, "test.yaml");
  }
}
