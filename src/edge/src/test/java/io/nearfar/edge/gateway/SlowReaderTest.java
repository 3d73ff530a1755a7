package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.FarAnswers.ending;
import static io.nearfar.edge.rig.FarAnswers.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.nearfar.model.outcome.Ending;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A client that does not read stops the cloud node, not the gateway's memory. */
@QuarkusTest
class SlowReaderTest extends EdgeTest {

  /** More than all buffers of the sockets in between hold. */
  private static final int EVENTS = 4000;

  private static final String WORDS = "many words ".repeat(1500);

  @Test
  void holdsTheCloudBackAndLosesNothing() throws Exception {
    AtomicLong written = new AtomicLong();
    cloud.script(
        call -> {
          call.begin(token("one"));
          for (int i = 0; i < EVENTS; i++) {
            call.more(token(WORDS));
            written.incrementAndGet();
          }
          call.more(ending());
          call.end();
        });
    BufferedReader client = lines(open(Ask.far().streamed()));
    assertThat(client.readLine()).contains("one");
    long seen = -1;
    while (seen != written.get()) {
      seen = written.get();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(seen).as("events taken from the cloud node").isPositive().isLessThan(EVENTS);
    // The deadline between two reads does not count while the client is the slow one.
    TimeUnit.SECONDS.sleep(4);
    assertThat(written.get()).isLessThan(EVENTS);
    int events = 0;
    String last = "";
    for (String line = client.readLine(); line != null; line = client.readLine()) {
      if (line.startsWith("data: ")) {
        events += line.contains("many words") ? 1 : 0;
        last = line;
      }
    }
    assertThat(events).isEqualTo(EVENTS);
    assertThat(last).isEqualTo("data: [DONE]");
    assertThat(taskRecord().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(taskRecord().task().outputTokens()).isEqualTo(EVENTS + 1);
  }

  @Test
  void aSlowReaderWhoGoesFreesTheCloud() throws Exception {
    cloud.script(
        call -> {
          call.begin(token("one"));
          for (int i = 0; i < EVENTS; i++) {
            call.more(token(WORDS));
          }
        });
    Http client = dial(Ask.far().streamed());
    assertThat(client.lineWith("data: ")).contains("one");
    client.close();
    Eventually.holds("the cloud is free", () -> cloud.busy() == 0);
    assertThat(taskRecord().ending()).isEqualTo(Ending.CANCELLED);
  }
}
