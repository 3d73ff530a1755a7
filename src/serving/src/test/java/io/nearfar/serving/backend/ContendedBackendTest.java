package io.nearfar.serving.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.inference.Contention;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.Load;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContendedBackendTest {

  private static final long MILLI = 1_000_000;

  private final VirtualLoop loop = new VirtualLoop();
  private final long start = loop.nanoTime();

  @Test
  void slowsARequestByTheLoadAtItsAdmission() throws BackendSaturatedException {
    // TTFT 100 ms and TPOT 10 ms; the second request finds TTFT doubled and TPOT half as slow
    // again.
    ModelledBackend backend =
        backend(new Contention(List.of(new Load(1, 1, 1), new Load(2, 2, 1.5)), null));
    Heard first = new Heard(loop);
    Heard second = new Heard(loop);
    Heard third = new Heard(loop);

    backend.start(exactly(3), first);
    backend.start(exactly(3), second);
    loop.run(1_000 * MILLI, MILLI);
    backend.start(exactly(2), third);
    loop.run(1_000 * MILLI, MILLI);

    assertThat(millis(first)).containsExactly(100L, 110L, 120L);
    assertThat(millis(second)).containsExactly(200L, 215L, 230L);
    assertThat(millis(third)).containsExactly(1_100L, 1_110L);
  }

  @Test
  void letsRequestsBeyondTheLimitWaitInLine() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Contention(null, 2));
    List<Heard> heard = List.of(new Heard(loop), new Heard(loop), new Heard(loop), new Heard(loop));

    // Two run for 100 and for 300 ms; the third takes the place of the first, the fourth of the
    // third.
    backend.start(exactly(1), heard.get(0));
    backend.start(exactly(21), heard.get(1));
    backend.start(exactly(1), heard.get(2));
    backend.start(exactly(1), heard.get(3));
    assertThat(backend.counts().running()).isEqualTo(4);
    loop.run(1_000 * MILLI, MILLI);

    assertThat(millis(heard.get(0))).containsExactly(100L);
    assertThat(millis(heard.get(1))).endsWith(300L);
    assertThat(millis(heard.get(2))).containsExactly(200L);
    assertThat(millis(heard.get(3))).containsExactly(300L);
    assertThat(backend.counts().running()).isZero();
    assertThat(backend.counts().completed()).isEqualTo(4);
  }

  @Test
  void forgetsARequestThatIsCancelledInLine() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Contention(null, 1));
    Heard first = new Heard(loop);
    Heard gone = new Heard(loop);
    Heard next = new Heard(loop);

    backend.start(exactly(1), first);
    Generation waiting = backend.start(exactly(1), gone);
    backend.start(exactly(1), next);
    waiting.cancel();
    loop.run(1_000 * MILLI, MILLI);

    assertThat(gone.texts).isEmpty();
    assertThat(millis(next)).containsExactly(200L);
    assertThat(backend.counts().cancelled()).isEqualTo(1);
    assertThat(backend.counts().running()).isZero();
  }

  @Test
  void freesThePlaceOfARequestThatIsCancelledWhileItRuns() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Contention(null, 1));
    Heard next = new Heard(loop);

    Generation running = backend.start(exactly(100), new Heard(loop));
    backend.start(exactly(1), next);
    loop.run(50 * MILLI, MILLI);
    running.cancel();
    loop.run(1_000 * MILLI, MILLI);

    assertThat(millis(next)).containsExactly(150L);
  }

  @Test
  void waitsWithItsFirstTokenWhenItIsPausedInLine() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Contention(null, 1));
    Heard paused = new Heard(loop);

    backend.start(exactly(1), new Heard(loop));
    Generation waiting = backend.start(exactly(1), paused);
    waiting.pause();
    loop.run(500 * MILLI, MILLI);
    assertThat(paused.texts).isEmpty();
    waiting.resume();
    loop.run(MILLI, MILLI);

    assertThat(paused.texts).hasSize(1);
  }

  @Test
  void refusesMoreThanTheNodeTakesWaitingOrNot() throws BackendSaturatedException {
    ModelledBackend backend =
        loop.backend(profile(new Contention(null, 1)), new ModelledLimits(2, 8));

    backend.start(exactly(1), new Heard(loop));
    backend.start(exactly(1), new Heard(loop));

    assertThatThrownBy(() -> backend.start(exactly(1), new Heard(loop)))
        .isInstanceOf(BackendSaturatedException.class);
  }

  private List<Long> millis(Heard heard) {
    return heard.nanoTimes.stream().map(time -> (time - start) / MILLI).toList();
  }

  private ModelledBackend backend(Contention contention) {
    return loop.backend(profile(contention), ModelledLimits.DEFAULT);
  }

  private static ModelProfile profile(Contention contention) {
    return new ModelProfile(
        "test-model",
        new PrefillLaw.Constant(.1),
        .01,
        new Jitter.None(),
        new Quality(1000, .5),
        contention);
  }

  private GenerationRequest exactly(int tokens) {
    return new GenerationRequest(0, OptionalInt.of(tokens), true, loop.nanoTime(), Buffer.buffer());
  }
}
