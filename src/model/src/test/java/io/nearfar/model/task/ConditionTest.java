package io.nearfar.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  @Test
  void aTaskIsItsSizeClassAndItsServiceType() {
    Condition condition = Condition.of(Deployment.qualityPreferred(1000), SizeClasses.STUDY);

    assertThat(condition).isEqualTo(Condition.of("middle", "quality-preferred"));
    assertThat(condition).hasToString("middle, quality-preferred");
  }

  @Test
  void distanceCountsTheWordsThatDiffer() {
    Condition present = Condition.of("a", "b", "c");

    assertThat(present.distance(Condition.of("a", "b", "c"))).isZero();
    assertThat(present.distance(Condition.of("a", "x", "c"))).isEqualTo(1);
    assertThat(present.distance(Condition.of("b", "a", "x"))).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> present.distance(Condition.of("a")))
        .withMessage("conditions a, b, c and a have different numbers of keywords");
  }

  @Test
  void isAValueOfItsOwn() {
    List<String> words = new ArrayList<>(List.of("a", "b"));
    Condition condition = new Condition(words);
    words.set(0, "z");

    assertThat(condition).isEqualTo(Condition.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "a,b", "a\nb", "a\u2028b"})
  void refusesAKeywordThatIsNotOneWord(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.of("a", word))
        .withMessageContaining("keyword is");
  }

  @Test
  void refusesToBeEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition(List.of()))
        .withMessage("a condition has no keywords; it needs at least one");
  }
}
