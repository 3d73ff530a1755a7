package io.nearfar.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.openai.LogProb;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.task.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScoresTest {

  private static LogProb token(String text, double probability) {
    return token(text, (Double) Math.log(probability), List.of());
  }

  private static LogProb token(String text, Double logprob, List<LogProb> alternatives) {
    return LogProb.builder().token(text).logprob(logprob).topLogprobs(alternatives).build();
  }

  /** Scores of a first token that might have been any of these. */
  private static Optional<Completion.Scores> of(LogProb... alternatives) {
    List<LogProb> tokens = new ArrayList<>();
    tokens.add(token("x", -1.0, List.of(alternatives)));
    tokens.add(token("y", -1.0, List.of(token("offload", 1))));
    return AnswerScores.of(tokens);
  }

  private static double local(LogProb... alternatives) {
    return Math.exp(of(alternatives).orElseThrow().localLogProbability());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", " local", "Local", " LOCAL", "loc", "\nlocal"})
  void takesAnySpellingOfLocal(String spelling) {
    Completion.Scores scores = of(token(spelling, .25)).orElseThrow();
    assertThat(scores.localLogProbability()).isCloseTo(Math.log(.25), within(1e-12));
    assertThat(scores.bounded()).contains(Decision.OFFLOAD);
    assertThat(scores.likelier()).contains(Decision.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offload", " offload", "Off", " off", "OFF", "offl"})
  void takesAnySpellingOfOffload(String spelling) {
    assertThat(of(token(spelling, .25)).orElseThrow().likelier()).contains(Decision.OFFLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n", "the", "locally", "low", "offer", "cloud", "decision", "?"})
  void takesNothingElseForAnAnswer(String spelling) {
    assertThat(of(token(spelling, .9))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"l", "L", "o", "O", "of", " of", "Of", "lo"})
  void takesNoWordOrLetterForAnAnswerThatMayBeginAnyOther(String spelling) {
    assertThat(of(token(spelling, .9))).isEmpty();
  }

  @Test
  void addsUpTheSpellings() {
    LogProb[] alternatives = {
      token("offload", .4), token("local", .2), token(" local", .15), token("Local", .1)
    };
    Completion.Scores scores = of(alternatives).orElseThrow();
    assertThat(local(alternatives)).isCloseTo(.45, within(1e-12));
    assertThat(scores.likelier()).contains(Decision.LOCAL);
  }

  @Test
  void boundsAnAnswerThatIsMissingByTheLeastLikelyAlternative() {
    Completion.Scores noLocal =
        of(token("the", .5), token("off", .3), token("a", .01), token(" off", .02)).orElseThrow();
    assertThat(noLocal.bounded()).contains(Decision.LOCAL);
    assertThat(noLocal.localLogProbability()).isCloseTo(Math.log(.01), within(1e-12));
    assertThat(noLocal.offloadLogProbability()).isCloseTo(Math.log(.32), within(1e-12));

    Completion.Scores noOffload = of(token("local", .3), token("the", .02)).orElseThrow();
    assertThat(noOffload.bounded()).contains(Decision.OFFLOAD);
    assertThat(noOffload.offloadLogProbability()).isCloseTo(Math.log(.02), within(1e-12));
    assertThat(noOffload.likelier()).contains(Decision.LOCAL);

    assertThat(of(token("local", .3), token("off", .1)).orElseThrow().bounded()).isEmpty();
  }

  @Test
  void mayAddUpToMoreThanOneByRounding() {
    LogProb half = token("local", Math.log(.5) + 1e-7, List.of());
    assertThat(local(half, token(" local", half.logprob(), List.of()))).isCloseTo(1, within(1e-6));
  }

  @Test
  void hasNoneWithoutAlternatives() {
    assertThat(AnswerScores.of(null)).isEmpty();
    assertThat(AnswerScores.of(List.of())).isEmpty();
    assertThat(AnswerScores.of(List.of(token("local", -.1, null)))).isEmpty();
    assertThat(of()).isEmpty();
  }

  @Test
  void hasNoneWhereTheModelRulesBothOut() {
    LogProb out = token("local", -9999.0, List.of());
    assertThat(of(out, token("offload", -9999.0, List.of()))).isEmpty();
  }

  @Test
  void passesOverAnAlternativeThatIsIncomplete() {
    assertThat(of(token(null, -1.0, List.of()), token("local", .5)).orElseThrow().likelier())
        .contains(Decision.LOCAL);
    assertThat(of(token("offload", null, List.of()), token("local", .5)).orElseThrow().likelier())
        .contains(Decision.LOCAL);
  }

  @Test
  void takesTheTokenOfAnObjectThatBeginsTheAnswer() {
    List<LogProb> reply =
        List.of(
            token("```", -.1, List.of(token("local", .9))),
            token("{\"", -.1, List.of(token("local", .9))),
            token("decision", -.1, List.of(token("offload", .9))),
            token("\":", -.1, List.of()),
            token(" \"off", -.1, List.of(token(" \"off", .3), token(" \"local", .2))),
            token("load", -.1, List.of(token("local", .9))));

    Completion.Scores scores = AnswerScores.inObject(reply).orElseThrow();
    assertThat(scores.offloadLogProbability()).isCloseTo(Math.log(.3), within(1e-12));
    assertThat(scores.localLogProbability()).isCloseTo(Math.log(.2), within(1e-12));
  }

  @Test
  void anObjectWithoutAnAnswerHasNone() {
    List<LogProb> reply =
        List.of(
            token("{", -.1, List.of(token("local", .9))),
            token(null, -.1, List.of()),
            token("}", -.1, List.of()));

    assertThat(AnswerScores.inObject(reply)).isEmpty();
    assertThat(AnswerScores.inObject(null)).isEmpty();
  }
}
