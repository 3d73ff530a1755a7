package io.nearfar.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From exploration to settled decisions; the tests do not depend on each other's order. */
@QuarkusTest
@TestProfile(ExploringProfile.class)
class LearningTest extends EdgeTest {

  private static final Condition OPEN = Condition.of("open", "regular");
  private static final int EXPLORED = 30;

  private static Ask open() {
    return Ask.decided();
  }

  private Optional<Experience> known(Condition condition) {
    return deployed.learner().orElseThrow().pool().examples().stream()
        .filter(example -> example.condition().equals(condition))
        .findFirst();
  }

  private JsonNode policy() throws Exception {
    return new ObjectMapper().readTree(get("/api/policy").body());
  }

  /** Asks until the policy explores no more. */
  private void explore() throws Exception {
    while (policy().get("decided").longValue() < EXPLORED) {
      assertThat(answer(open().tokens(3).streamed()).statusCode()).isEqualTo(200);
    }
  }

  private String origin(Ask ask) {
    HttpResponse<String> response = answer(ask);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("nearfar-origin").orElseThrow();
  }

  @Test
  void exploresThenAsksThenRemembers() throws Exception {
    double epsilon = policy().get("epsilon").doubleValue();
    assertThat(epsilon)
        .isCloseTo(Math.max(0, 1 - policy().get("decided").intValue() / 30.0), within(1e-9));
    explore();
    assertThat(policy().get("epsilon").doubleValue()).isZero();
    assertThat(metrics().value("nearfar_epsilon")).isZero();
    long version = deployed.learner().orElseThrow().pool().version();
    origin(open().model("nearfar-local").tokens(3));
    Eventually.holds(
        "asked with the pool as it is, and asked again",
        () -> origin(open().tokens(3)).equals("cached"));
    assertThat(deployed.learner().orElseThrow().pool().version()).isGreaterThanOrEqualTo(version);
    Eventually.holds(
        "a cached decision is in the database",
        () ->
            store.page(run, 0, 100).tasks().stream()
                .anyMatch(task -> task.choice().origin() == Origin.CACHED));
    JsonNode settled = policy();
    assertThat(settled.get("decisionModel").textValue()).isEqualTo("example-vote reader");
    assertThat(settled.get("cacheHits").longValue()).isPositive();
    assertThat(settled.get("modelCalls").longValue()).isPositive();
    assertThat(settled.get("unusableReplies").longValue()).isZero();
  }

  @Test
  void learnsWhatItDidAndShowsIt() throws Exception {
    explore();
    for (int i = 0; known(OPEN).isEmpty() && i < 50; i++) {
      answer(open().tokens(3));
    }
    Experience experience = known(OPEN).orElseThrow();
    assertThat(experience.reward()).isBetween(0.0, 40.0);
    JsonNode page = new ObjectMapper().readTree(get("/api/experience").body());
    assertThat(page.get("version").longValue()).isPositive();
    assertThat(page.get("examples").toString())
        .contains("\"keywords\":[\"open\",\"regular\"]")
        .contains("\"evaluation\":\"good\"");
    assertThat(get("/api/prompt?keywords=open,regular").body())
        .contains("condition: open, regular | decision: " + experience.decision())
        .endsWith("Reply with exactly one word, local or offload, and nothing else.");
    Eventually.holds(
        "the experience is in the database",
        () ->
            database.number(
                    "select count(*) from experience"
                        + " where scenario like 'exploring#%' and keywords = 'open, regular'")
                == 1);
  }

  @Test
  void remembersTheConditionOfTheDecisionAndTheRegretOfEachTier() throws Exception {
    answer(open().model("nearfar-local").tokens(3));
    answer(open().model("nearfar-offload").tokens(3));
    List<TaskRecord> tasks = taskRecords(2);
    assertThat(tasks).allMatch(task -> task.condition().equals(OPEN));
    double near = tasks.get(0).verdict().regret();
    double far = tasks.get(1).verdict().regret();
    assertThat(Math.min(near, far)).isZero();
    assertThat(Math.max(near, far)).isPositive();
  }

  @Test
  void learnsNothingFromAPinnedTask() throws Exception {
    Ask pinned = Ask.decided().with("Nearfar-Output-Tokens", "300");
    long version = deployed.learner().orElseThrow().pool().version();
    assertThat(origin(pinned.model("nearfar-local").tokens(1))).isEqualTo("pinned");
    assertThat(origin(pinned.model("nearfar-offload").tokens(1))).isEqualTo("pinned");
    taskRecords(2);
    assertThat(deployed.learner().orElseThrow().pool().version()).isEqualTo(version);
  }

  @Test
  void learnsNothingFromATaskThatWentElsewhereOrBrokeOrWasGivenUp() throws Exception {
    explore();
    long version = deployed.learner().orElseThrow().pool().version();
    cloud.script(call -> call.whole(503, "{}"));
    assertThat(
            answer(Ask.far().with("Nearfar-Output-Tokens", "150").tokens(1))
                .headers()
                .firstValue("nearfar-fallback"))
        .isPresent();
    cloud.script(
        call -> {
          call.begin("data: {}\n\n");
          call.end();
        });
    answer(Ask.decided().with("Nearfar-Output-Tokens", "150").streamed());
    var client = dial(Ask.near().streamed().tokens(30_000));
    assertThat(client.lineWith("data: ")).isNotNull();
    client.close();
    assertThat(taskRecords(3)).extracting(TaskRecord::hopFailure).contains(Optional.of("status"));
    assertThat(deployed.learner().orElseThrow().pool().version()).isEqualTo(version);
  }

  @Test
  void aTaskThatNeedsQualityIsWorthLessNear() throws Exception {
    Ask quality = Ask.decided().with("Nearfar-Service-Type", "quality-preferred").tokens(3);
    answer(quality.model("nearfar-local").streamed());
    answer(quality.model("nearfar-offload").streamed());
    List<TaskRecord> tasks = taskRecords(2);
    TaskRecord near = tasks.get(0);
    TaskRecord far = tasks.get(1);
    assertThat(near.choice().decision()).isEqualTo(Decision.LOCAL);
    assertThat(near.verdict().feasible()).isFalse();
    assertThat(near.verdict().reward()).isCloseTo(-near.measured().delaySeconds(), within(1e-9));
    assertThat(near.verdict().regret()).isGreaterThan(30);
    assertThat(far.verdict().feasible()).isTrue();
    assertThat(far.verdict().regret()).isZero();
  }
}
