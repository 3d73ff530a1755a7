package io.nearfar.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeClassesTest {

  @ParameterizedTest
  @CsvSource({
    "1, small",
    "399, small",
    "400, small",
    "699, small",
    "700, middle",
    "1299, middle",
    "1300, large",
    "1599, large",
    "1600, large",
    "2147483647, large"
  })
  void everyLengthHasTheNearestClass(int tokens, String name) {
    assertThat(SizeClasses.STUDY.of(tokens).name()).isEqualTo(name);
  }

  @Test
  void theStudysClassesAreOneTokenShortOfTheMeanOnTheReals() {
    assertThat(SizeClasses.STUDY.list().stream().mapToDouble(SizeClass::meanTokens).average())
        .hasValue(999.5);
  }

  @Test
  void noLuckyShortOffloadBeatsAnUnluckyLongLocalAnswerOfTheSameClass() {
    double ratio = (1.0 / 32) / (1.0 / 75);

    assertThat(SizeClasses.STUDY.list())
        .allSatisfy(size -> assertThat((size.below() - 1.0) / size.from()).isLessThan(ratio));
  }

  @Test
  void refusesGapsOverlapsAndDisorder() {
    SizeClass first = new SizeClass("a", 1, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClasses(List.of(first, new SizeClass("b", 11, 20))))
        .withMessage("size class \"b\" begins at 11; it must begin where \"a\" ends, at 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClasses(List.of(first, new SizeClass("b", 9, 20))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClasses(List.of(new SizeClass("b", 10, 20), first)));
  }

  @Test
  void refusesANameTwiceAndNoClassAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SizeClasses(List.of(new SizeClass("a", 1, 10), new SizeClass("a", 10, 20))))
        .withMessage("size class \"a\" appears twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClasses(List.of()))
        .withMessage("size classes are empty; at least one is needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Small", "very small", "1st", "", "a,b", "größe"})
  void refusesANameThatIsNoKeyword(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SizeClass(name, 1, 2));
  }

  @Test
  void refusesAnEmptyOrNegativeRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClass("a", 5, 5))
        .withMessage("size class a: below is 5; it must be at least 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeClass("a", 0, 5))
        .withMessage("size class a: from is 0; it must be at least 1");
  }
}
