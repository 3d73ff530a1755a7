package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFaultTest {

  static List<Arguments> faults() {
    return List.of(
        fault("name: a\nspeed: 3", "unknown key speed; known here are arrivals, backhaulSeconds"),
        fault(
            "name: a\nmodels: {edge: {model: Llama3-8B, speed: 3}}",
            "unknown key models.edge.speed; known here are arenaElo, contention, jitter, mmlu, model"),
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
            "name: a\npolicy: {name: best}",
            "policy.name is \"best\"; it must be one of icl, latest, greedy, dqn, tabular-q, linucb,"
                + " thompson, threshold, oracle, local, cloud, random"),
        fault("name: a\npolicy: icl", "policy is \"icl\"; it must be a block of keys"),
        fault("name: a\npolicy: {window: 0}", "policy.window is 0; it must be at least 1"),
        fault(
            "name: a\npolicy: {prompt: {layout: chat}}",
            "policy.prompt.layout is \"chat\"; it must be one of single, turns"),
        fault(
            "name: a\npolicy: {prompt: {keywords: tokens}}",
            "policy.prompt.keywords is \"tokens\"; it must be one of service, quality"),
        fault(
            "name: a\npolicy: {calibration: full}",
            "policy.calibration is \"full\"; it must be one of none, contextual"),
        fault("name: a\npolicy: {keepBad: 1}", "policy.keepBad is \"1\"; it must be true or false"),
        fault(
            "name: a\npolicy: {exploration: {start: 2}}", "exploration.start is 2.0", "0.0 and 1"),
        fault("name: a\npolicy: {exploration: {overTasks: -1}}", "exploration.overTasks is -1"),
        fault(
            "name: a\npolicy: {dqn: {hiddenUnits: [8, 0]}}",
            "policy.dqn: hiddenUnits[1] is 0; it must be at least 1"),
        fault(
            "name: a\npolicy: {dqn: {hiddenUnits: [null]}}",
            "policy.dqn: hiddenUnits[0] is missing"),
        fault("name: a\npolicy: {dqn: {hiddenUnits: 8}}", "policy.dqn.hiddenUnits", "a list"),
        fault(
            "name: a\npolicy: {dqn: {learningRate: 0}}",
            "policy.dqn: learningRate is 0.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {dqn: {batchSize: 0}}",
            "policy.dqn: batchSize is 0; it must be at least 1"),
        fault(
            "name: a\npolicy: {dqn: {replayTasks: 0}}",
            "policy.dqn: replayTasks is 0; it must be at least 1"),
        fault(
            "name: a\npolicy: {dqn: {trainEveryTasks: 0}}",
            "policy.dqn: trainEveryTasks is 0; it must be at least 1"),
        fault(
            "name: a\npolicy: {dqn: {rewardScaleSeconds: -1}}",
            "policy.dqn: rewardScaleSeconds is -1.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {dqn: {gamma: 0.9}}",
            "unknown key policy.dqn.gamma; known here are batchSize, hiddenUnits, learningRate,"
                + " replayTasks, rewardScaleSeconds, trainEveryTasks"),
        fault(
            "name: a\npolicy: {tabularQ: {learningRate: 0}}",
            "policy.tabularQ: learningRate is 0.0; it must be above 0 and at most 1"),
        fault(
            "name: a\npolicy: {tabularQ: {epsilon: 1}}",
            "unknown key policy.tabularQ.epsilon; known here are learningRate"),
        fault(
            "name: a\npolicy: {linucb: {alphaSeconds: 0}}",
            "policy.linucb: alphaSeconds is 0.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {linucb: {ridge: -1}}",
            "policy.linucb: ridge is -1.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {linucb: {alpha: 1}}",
            "unknown key policy.linucb.alpha; known here are alphaSeconds, ridge"),
        fault(
            "name: a\npolicy: {thompson: {priorMeanSeconds: NaN}}",
            "policy.thompson: priorMeanSeconds is NaN; it must be finite"),
        fault(
            "name: a\npolicy: {thompson: {priorDeviationSeconds: 0}}",
            "policy.thompson: priorDeviationSeconds is 0.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {thompson: {noiseSeconds: 0}}",
            "policy.thompson: noiseSeconds is 0.0; it must be a finite number > 0"),
        fault(
            "name: a\npolicy: {threshold: {gainSeconds: much}}",
            "policy.threshold.gainSeconds is \"much\"; it must be a number"),
        fault(
            "name: a\npolicy: {threshold: {gainSeconds: NaN}}",
            "policy.threshold: gainSeconds is NaN; it must be finite"),
        fault(
            "name: a\npolicy: {name: tabular-q}\narrivals: {process: trace, regular: sample}",
            "policy.exploration.overTasks is missing"),
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
        fault("name: ..", "name is \"..\"; it must be 1 to 64 letters", "the first a letter"),
        fault("[]", "the file is a list; it must be a block of keys"),
        fault("name: a\n---\nname: b", "has more than one YAML document; it must have one"),
        fault("name: a\n  users: 3", "mapping values are not allowed here", "line 2"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedWithItsKeyItsValueAndWhatWouldBeValid(String yaml, List<String> messages) {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioReader.read(yaml, "test.yaml"))
        .withMessageStartingWith("scenario test.yaml")
        .withMessageContainingAll(messages.toArray(String[]::new));
  }

  private static Arguments fault(String yaml, String... messages) {
    return Arguments.of(yaml, List.of(messages));
  }
}
