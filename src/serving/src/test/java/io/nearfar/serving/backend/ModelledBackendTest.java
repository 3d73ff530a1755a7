package io.nearfar.serving.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.serving.wire.FinishReason;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelledBackendTest {

  private static final long MILLI = 1_000_000;

  private final VirtualLoop loop = new VirtualLoop();

  /** TTFT 100 ms and 1 ms a prompt token, TPOT 10 ms. */
  private ModelledBackend backend(Jitter jitter, int maxRunning) {
    return loop.backend(
        new PrefillLaw.PerToken(.1, .001), .01, jitter, new ModelledLimits(maxRunning, 8));
  }

  private static GenerationRequest exactly(int tokens, long arrival) {
    return new GenerationRequest(0, OptionalInt.of(tokens), true, arrival, Buffer.buffer());
  }

  @Test
  void handsEveryTokenOverWhenItIsDue() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    long arrival = loop.nanoTime();
    backend(new Jitter.None(), 1)
        .start(new GenerationRequest(50, OptionalInt.of(3), true, arrival, Buffer.buffer()), heard);
    loop.run(1_000 * MILLI, 1 * MILLI);
    assertThat(heard.nanoTimes)
        .containsExactly(arrival + 150 * MILLI, arrival + 160 * MILLI, arrival + 170 * MILLI);
    assertThat(heard.finished).isEqualTo(FinishReason.LENGTH);
    assertThat(loop.lateNanos).containsExactly(0L, 0L, 0L);
  }

  @Test
  void countsFromTheArrivalNotFromTheStart() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    long arrival = loop.nanoTime() - 40 * MILLI;
    backend(new Jitter.None(), 1).start(exactly(1, arrival), heard);
    loop.run(200 * MILLI, 1 * MILLI);
    assertThat(heard.nanoTimes).containsExactly(arrival + 100 * MILLI);
  }

  @Test
  void doesNotLetALateTokenDelayTheNext() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    long arrival = loop.nanoTime();
    backend(new Jitter.None(), 1).start(exactly(6, arrival), heard);
    loop.run(100 * MILLI, 1 * MILLI);
    loop.stall(25 * MILLI);
    loop.run(100 * MILLI, 1 * MILLI);
    assertThat(heard.batches).containsExactly(1, 2, 1, 1, 1);
    assertThat(heard.nanoTimes)
        .extracting(t -> (t - arrival) / MILLI)
        .containsExactly(100L, 125L, 125L, 130L, 140L, 150L);
    assertThat(loop.lateNanos).containsExactly(0L, 15 * MILLI, 5 * MILLI, 0L, 0L, 0L);
  }

  @Test
  void neverCallsTheListenerBeforeStartReturns() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    backend(new Jitter.None(), 1).start(exactly(2, loop.nanoTime() - 1_000 * MILLI), heard);
    assertThat(heard.texts).isEmpty();
    loop.run(0, MILLI);
    assertThat(heard.batches).containsExactly(2);
  }

  @Test
  void generatesTheExactLengthOfFourByteTokens() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    backend(new Jitter.None(), 1).start(exactly(1_000, loop.nanoTime()), heard);
    loop.run(11_000 * MILLI, 1 * MILLI);
    assertThat(heard.texts).hasSize(1_000).allMatch(text -> text.matches("[a-z]{3} "));
    assertThat(heard.texts.stream().distinct()).hasSizeGreaterThan(900);
    assertThat(heard.finished).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void stopsByItselfAtItsNaturalLengthOrAtTheLimit() throws BackendSaturatedException {
    assertThat(length(OptionalInt.empty())).isEqualTo("8 STOP");
    assertThat(length(OptionalInt.of(9))).isEqualTo("8 STOP");
    assertThat(length(OptionalInt.of(8))).isEqualTo("8 LENGTH");
    assertThat(length(OptionalInt.of(3))).isEqualTo("3 LENGTH");
  }

  private String length(OptionalInt maxTokens) throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    backend(new Jitter.None(), 1)
        .start(new GenerationRequest(0, maxTokens, false, loop.nanoTime(), Buffer.buffer()), heard);
    loop.run(500 * MILLI, 1 * MILLI);
    return heard.texts.size() + " " + heard.finished;
  }

  @Test
  void spreadsTokensWithoutSlowingThem() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    long arrival = loop.nanoTime();
    int tokens = 20_000;
    backend(new Jitter.Gamma(.5), 1).start(exactly(tokens, arrival), heard);
    loop.run(tokens * 11L * MILLI, MILLI / 10);
    assertThat(heard.texts).hasSize(tokens);
    double meanGap =
        (heard.nanoTimes.get(tokens - 1) - heard.nanoTimes.get(0)) / (double) (tokens - 1);
    // Four standard errors: .5 / sqrt(20,000) = .35 % each.
    assertThat(meanGap / (10 * MILLI)).isCloseTo(1, within(.0142));
    double gapVariance = 0;
    for (int i = 1; i < tokens; i++) {
      double gap = heard.nanoTimes.get(i) - heard.nanoTimes.get(i - 1);
      gapVariance += Math.pow(gap / (10 * MILLI) - 1, 2) / (tokens - 1);
    }
    assertThat(Math.sqrt(gapVariance)).isCloseTo(.5, within(.03));
  }

  @Test
  void drawsTheTimeToFirstTokenAroundItsMean() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Jitter.Normal(.2), 1);
    double sum = 0;
    for (int i = 0; i < 2_000; i++) {
      Heard heard = new Heard(loop);
      long arrival = loop.nanoTime();
      backend.start(exactly(1, arrival), heard);
      loop.run(300 * MILLI, MILLI / 10);
      sum += heard.nanoTimes.get(0) - arrival;
    }
    // Four standard errors: .2 / sqrt(2,000) = .45 % each; the clock's step of .1 ms adds .05 %.
    assertThat(sum / 2_000 / (100 * MILLI)).isCloseTo(1, within(.0185));
  }

  @Test
  void isTheSameAgainForTheSameSeed() throws BackendSaturatedException {
    assertThat(jitteredTimes()).isEqualTo(jitteredTimes());
  }

  private static List<Long> jitteredTimes() throws BackendSaturatedException {
    VirtualLoop loop = new VirtualLoop();
    Heard heard = new Heard(loop);
    loop.backend(new PrefillLaw.Constant(.1), .01, new Jitter.LogNormal(.3), ModelledLimits.DEFAULT)
        .start(exactly(50, loop.nanoTime()), heard);
    loop.run(1_500 * MILLI, MILLI / 10);
    assertThat(heard.nanoTimes).hasSize(50);
    return heard.nanoTimes;
  }

  @Test
  void holdsBackWhilePausedAndThenHandsOverWhatIsOverdue() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    Generation generation =
        backend(new Jitter.None(), 1).start(exactly(10, loop.nanoTime()), heard);
    loop.run(105 * MILLI, 1 * MILLI);
    generation.pause();
    loop.run(50 * MILLI, 1 * MILLI);
    assertThat(heard.texts).hasSize(1);
    generation.resume();
    loop.run(100 * MILLI, 1 * MILLI);
    assertThat(heard.batches).containsExactly(1, 5, 1, 1, 1, 1);
    assertThat(loop.lateNanos).as("a reader's pause is not the node's lateness").containsOnly(0L);
  }

  @Test
  void pausesFromWithinAHandOverAndBoundsABatch() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    ModelledBackend backend = backend(new Jitter.None(), 1);
    Generation generation = backend.start(exactly(1_000, loop.nanoTime() - 60_000 * MILLI), heard);
    heard.onTokens = generation::pause;
    loop.run(5 * MILLI, 1 * MILLI);
    assertThat(heard.batches).containsExactly(256);
    generation.resume();
    loop.run(5 * MILLI, 1 * MILLI);
    assertThat(heard.batches).containsExactly(256, 256);
  }

  @Test
  void isSilentAfterACancel() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    ModelledBackend backend = backend(new Jitter.None(), 1);
    Generation generation = backend.start(exactly(10, loop.nanoTime()), heard);
    loop.run(115 * MILLI, 1 * MILLI);
    generation.cancel();
    generation.cancel();
    generation.resume();
    loop.run(500 * MILLI, 1 * MILLI);
    assertThat(heard.texts).hasSize(2);
    assertThat(heard.finished).isNull();
    assertThat(backend.counts().running()).isZero();
    assertThat(backend.counts().cancelled()).isEqualTo(1);
    assertThat(loop.pendingTimers()).isZero();
  }

  @Test
  void takesNoMoreThanItsLimit() throws BackendSaturatedException {
    ModelledBackend backend = backend(new Jitter.None(), 2);
    Heard heard = new Heard(loop);
    backend.start(exactly(1, loop.nanoTime()), heard);
    backend.start(exactly(1, loop.nanoTime()), heard);
    assertThatThrownBy(() -> backend.start(exactly(1, loop.nanoTime()), heard))
        .isInstanceOf(BackendSaturatedException.class)
        .hasMessage("test-model is running 2 generations, the most it takes");
    assertThat(backend.counts().running()).isEqualTo(2);
    assertThat(backend.counts().rejected()).isEqualTo(1);
    loop.run(200 * MILLI, 1 * MILLI);
    assertThat(backend.counts().running()).isZero();
    assertThat(backend.counts().completed()).isEqualTo(2);
    backend.start(exactly(1, loop.nanoTime()), heard).cancel();
    assertThat(backend.counts().running()).isZero();
  }

  @Test
  void endsWhenItsListenerThrows() throws BackendSaturatedException {
    Heard heard = new Heard(loop);
    ModelledBackend backend = backend(new Jitter.None(), 1);
    backend.start(exactly(5, loop.nanoTime()), heard);
    heard.onTokens =
        () -> {
          throw new IllegalArgumentException("no more");
        };
    loop.run(500 * MILLI, 1 * MILLI);
    assertThat(heard.failure).hasMessage("no more");
    assertThat(heard.texts).hasSize(1);
    assertThat(backend.counts().running()).isZero();
    assertThat(backend.counts().failed()).isEqualTo(1);
  }

  @Test
  void startsOnAnEventLoopOnly() {
    ModelledBackend backend =
        new ModelledBackend(
            loop.backend(new PrefillLaw.Constant(0), 1, new Jitter.None(), ModelledLimits.DEFAULT)
                .profile(),
            ModelledLimits.DEFAULT,
            java.util.SplittableRandom::new,
            nanos -> {});
    assertThatThrownBy(() -> backend.start(exactly(1, 0), new Heard(loop)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be an event loop");
  }
}
