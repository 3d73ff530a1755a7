package io.nearfar.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskingTest {

  @ParameterizedTest
  @EnumSource(Constraint.class)
  void isReadAsItIsWritten(Constraint constraint) {
    for (int alternatives : new int[] {Asking.COMMON_ALTERNATIVES, 100}) {
      Asking scored = new Asking(Scoring.LOG_PROBABILITIES, alternatives, constraint);
      assertThat(Asking.ofWords(scored.words())).contains(scored);
    }
    Asking read = new Asking(Scoring.REPLY, Asking.COMMON_ALTERNATIVES, constraint);
    assertThat(Asking.ofWords(read.words())).contains(read);
  }

  @Test
  void saysWhatIsNotUsual() {
    assertThat(new Asking(Scoring.LOG_PROBABILITIES, 100, Constraint.GRAMMAR).words())
        .isEqualTo("log-probabilities of 100 alternatives, constrained by grammar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "log-probabilities of 0 alternatives", "reply, constrained by nothing"})
  void otherWordsAreNone(String words) {
    assertThat(Asking.ofWords(words)).isEmpty();
  }
}
