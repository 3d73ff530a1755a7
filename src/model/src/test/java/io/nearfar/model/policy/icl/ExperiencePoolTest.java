package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperiencePoolTest {

  private static final Task TASK = Deployment.regular(500);
  private static final Condition SMALL = Condition.of("small", "regular");
  private static final Condition LARGE = Condition.of("large", "regular");

  @Test
  void aNewConditionEntersAndAGreaterRewardReplacesInPlace() {
    ExperiencePool pool = ExperiencePool.empty(new Replay.Prioritised(false));
    ExperiencePool one = pool.learn(good(SMALL, Decision.OFFLOAD, 10));
    ExperiencePool two = one.learn(good(LARGE, Decision.LOCAL, 5));
    ExperiencePool three = two.learn(good(SMALL, Decision.LOCAL, 20));

    assertThat(three.examples())
        .containsExactly(good(SMALL, Decision.LOCAL, 20), good(LARGE, Decision.LOCAL, 5));
    assertThat(List.of(pool.version(), one.version(), two.version(), three.version()))
        .containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void anEqualOrALesserRewardAndABadExperienceChangeNothing() {
    ExperiencePool pool =
        ExperiencePool.empty(new Replay.Prioritised(false))
            .learn(good(SMALL, Decision.OFFLOAD, 10));

    assertThat(pool.learn(good(SMALL, Decision.LOCAL, 10))).isSameAs(pool);
    assertThat(pool.learn(good(SMALL, Decision.LOCAL, 9))).isSameAs(pool);
    assertThat(pool.learn(bad(SMALL, Decision.LOCAL, 99))).isSameAs(pool);
    assertThat(pool.learn(bad(LARGE, Decision.LOCAL, 99))).isSameAs(pool);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, true", "4, true"})
  void prioritisedKeepsItsInvariants(long seed, boolean keepBad) {
    RandomGenerator random = new SplittableRandom(seed);
    ExperiencePool pool = ExperiencePool.empty(new Replay.Prioritised(keepBad));
    Map<Condition, Double> best = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      Experience experience = draw(random);
      ExperiencePool next = pool.learn(experience);

      assertThat(next.version() - pool.version())
          .isEqualTo(next.examples().equals(pool.examples()) ? 0 : 1);
      if (experience.evaluation() == Evaluation.GOOD || keepBad) {
        best.merge(experience.condition(), experience.reward(), Math::max);
      }
      assertThat(next.examples()).extracting(Experience::condition).doesNotHaveDuplicates();
      assertThat(next.examples()).hasSameSizeAs(best.keySet());
      for (Experience example : next.examples()) {
        assertThat(example.reward()).isEqualTo(best.get(example.condition()));
        assertThat(keepBad || example.evaluation() == Evaluation.GOOD).isTrue();
      }
      pool = next;
    }
    assertThat(pool.examples().stream().anyMatch(e -> e.evaluation() == Evaluation.BAD))
        .isEqualTo(keepBad);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void latestIsFirstInFirstOut(int window) {
    RandomGenerator random = new SplittableRandom(window);
    ExperiencePool pool = ExperiencePool.empty(new Replay.Latest(window, false));
    List<Experience> taken = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Experience experience = draw(random);
      ExperiencePool next = pool.learn(experience);
      if (experience.evaluation() == Evaluation.GOOD) {
        taken.add(experience);
      }

      assertThat(next.examples())
          .isEqualTo(taken.subList(Math.max(0, taken.size() - window), taken.size()));
      assertThat(next.version() - pool.version())
          .isEqualTo(next.examples().equals(pool.examples()) ? 0 : 1);
      pool = next;
    }
    assertThat(pool.examples()).hasSize(window);
  }

  @Test
  void latestKeepsBadOnesWhenAsked() {
    ExperiencePool pool = ExperiencePool.empty(new Replay.Latest(6, true));

    assertThat(pool.learn(bad(SMALL, Decision.LOCAL, -5)).examples()).hasSize(1);
  }

  @Test
  void anExperienceIsBadExactlyWhenTheConstraintWasViolated() {
    assertThat(Experience.of(new Feedback(TASK, SMALL, Decision.LOCAL, -13.5, false)))
        .isEqualTo(bad(SMALL, Decision.LOCAL, -13.5));
    // A poor reward alone is no violation.
    assertThat(Experience.of(new Feedback(TASK, SMALL, Decision.OFFLOAD, -13.5, true)))
        .isEqualTo(good(SMALL, Decision.OFFLOAD, -13.5));
  }

  @Test
  void examplesCannotBeChangedFromOutside() {
    ExperiencePool pool =
        ExperiencePool.empty(new Replay.Prioritised(false)).learn(good(SMALL, Decision.LOCAL, 1));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> pool.examples().clear());
  }

  @Test
  void refusesARewardThatIsNoNumberAndAWindowOfNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> good(SMALL, Decision.LOCAL, Double.NaN))
        .withMessage("reward is NaN; it must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Replay.Latest(0, false))
        .withMessage("window is 0; it must be at least 1");
  }

  /** Few conditions, few rewards: replacements, ties and repetitions are frequent. */
  private static Experience draw(RandomGenerator random) {
    return new Experience(
        Condition.of("size" + random.nextInt(4), "regular"),
        random.nextBoolean() ? Decision.LOCAL : Decision.OFFLOAD,
        random.nextInt(-20, 20),
        random.nextInt(4) == 0 ? Evaluation.BAD : Evaluation.GOOD);
  }

  private static Experience good(Condition condition, Decision decision, double reward) {
    return new Experience(condition, decision, reward, Evaluation.GOOD);
  }

  private static Experience bad(Condition condition, Decision decision, double reward) {
    return new Experience(condition, decision, reward, Evaluation.BAD);
  }
}
