package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.FarAnswers.ending;
import static io.nearfar.edge.rig.FarAnswers.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.FarAnswers;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.ScriptedServer.Script;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Tier;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks after the first token is not patched up by another model. */
@QuarkusTest
class BrokenAnswerTest extends EdgeTest {

  private static final String BEGUN = token("one") + token("two");
  private static final String BROKEN_OFF =
      "data: {\"error\":{\"message\":\"The model broke off in the middle of its answer; what came so"
          + " far is incomplete.\",\"type\":\"server_error\",\"param\":null,"
          + "\"code\":\"answer_broken_off\"}}\n\n";

  private final CountDownLatch seen = new CountDownLatch(1);

  private TaskRecord brokenTask() throws Exception {
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.FAILED);
    assertThat(task.tier()).isEqualTo(Tier.CLOUD);
    assertThat(task.hopFailure()).isEmpty();
    assertThat(cloud.calls()).hasSize(1);
    return task;
  }

  /** A stream of two tokens and what follows once the client has them. */
  private Script begunAnd(Script next) {
    return call -> {
      call.begin(BEGUN);
      assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
      next.answer(call);
    };
  }

  private String end(Script next) throws Exception {
    cloud.script(begunAnd(next));
    HttpResponse<InputStream> response = open(Ask.far().streamed());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body().readNBytes(BEGUN.length()), UTF_8)).isEqualTo(BEGUN);
    seen.countDown();
    return new String(response.body().readAllBytes(), UTF_8);
  }

  private void assertStreamEnds(Script next, String end) throws Exception {
    double failed = metrics().value("nearfar_tasks_total", "tier", "cloud", "ending", "failed");
    assertThat(end(next)).isEqualTo(end);
    brokenTask();
    assertThat(metrics().value("nearfar_tasks_total", "tier", "cloud", "ending", "failed"))
        .isEqualTo(failed + 1);
  }

  @Test
  void aStreamCutOffEndsWithAnErrorEvent() throws Exception {
    assertStreamEnds(call -> call.close(), BROKEN_OFF);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 100})
  void ofAnEventThatIsCutOffNothingIsPassedOn(int bytes) throws Exception {
    run += bytes;
    assertStreamEnds(
        call -> {
          call.more(token("three") + token("four").substring(0, bytes));
          call.close();
        },
        token("three") + BROKEN_OFF);
  }

  @Test
  void anErrorEventThatIsCutOffIsReplacedByOneThatCanBeRead() throws Exception {
    assertStreamEnds(
        call -> {
          call.more("data: {\"error\":{\"message\":\"out of");
          call.end();
        },
        BROKEN_OFF);
  }

  @Test
  void anEventTooLongToBeHeldIsClosedBeforeTheErrorEvent() throws Exception {
    String half = token("long ".repeat(60_000)).substring(0, 250_000);
    String end =
        end(
            call -> {
              call.more(half);
              call.close();
            });
    assertThat(end).endsWith("\n\n" + BROKEN_OFF);
    String passed = end.substring(0, end.length() - BROKEN_OFF.length() - 2);
    assertThat(passed).hasSizeGreaterThan(100_000).satisfies(p -> assertThat(half).startsWith(p));
    brokenTask();
  }

  @Test
  void aStreamWithoutItsEndMarkEndsWithAnErrorEvent() throws Exception {
    assertStreamEnds(call -> call.end(), BROKEN_OFF);
  }

  @Test
  void aStreamThatStallsEndsWithAnErrorEventAndIsAbandoned() throws Exception {
    CountDownLatch abandoned = new CountDownLatch(1);
    assertStreamEnds(
        call -> {
          if (call.abandoned()) {
            abandoned.countDown();
          }
        },
        BROKEN_OFF);
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anErrorEventOfTheCloudIsPassedOn() throws Exception {
    String error = "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n";
    assertStreamEnds(
        call -> {
          call.more(error);
          call.end();
        },
        error);
  }

  @Test
  void aStreamThatSaidAllIsCompleteHoweverItsConnectionEnds() throws Exception {
    CountDownLatch endSeen = new CountDownLatch(1);
    cloud.script(
        call -> {
          call.begin(BEGUN + ending());
          assertThat(endSeen.await(20, TimeUnit.SECONDS)).isTrue();
          call.close();
        });
    String all = BEGUN + ending();
    HttpResponse<InputStream> response = open(Ask.far().streamed());
    assertThat(new String(response.body().readNBytes(all.length()), UTF_8)).isEqualTo(all);
    endSeen.countDown();
    assertThat(response.body().readAllBytes()).isEmpty();
    assertThat(taskRecord().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void anEndMarkNeedsNoEmptyLine() throws Exception {
    String all = BEGUN + FarAnswers.DONE.strip();
    cloud.script(
        call -> {
          call.begin(all);
          call.end();
        });
    assertThat(answer(Ask.far().streamed()).body()).isEqualTo(all);
    assertThat(taskRecord().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aWholeAnswerCutOffBreaksTheConnection() throws Exception {
    cloud.script(
        call -> {
          call.raw(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
                  + FarAnswers.WHOLE);
          call.close();
        });
    Http client = dial(Ask.far());
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    String rest = client.rest();
    assertThat(rest).contains("content-length: 5000");
    assertThat(rest.length()).isLessThan(5000);
    brokenTask();
  }

  @Test
  void aWholeAnswerInChunksCutOffBreaksTheConnection() throws Exception {
    cloud.script(
        call -> {
          call.raw(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
          call.more(FarAnswers.WHOLE);
          call.close();
        });
    Http client = dial(Ask.far());
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(client.rest().lines()).doesNotContain("0");
    brokenTask();
  }

  @Test
  void aWholeAnswerThatStallsBreaksTheConnection() throws Exception {
    cloud.script(
        call -> {
          call.raw(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{");
          call.abandoned();
        });
    Http client = dial(Ask.far());
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(client.rest()).endsWith("{\n");
    brokenTask();
  }
}
