package io.nearfar.serving.backend;

import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.wire.FinishReason;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A model that is only modelled: its words mean nothing, their times are those of its profile.
 *
 * <p>Token k (from 1) is due at arrival + TTFT x j(1) + TPOT x (j(2) + ... + j(k)), where the j are
 * factors of mean 1 drawn from the profile's jitter. Due times are absolute: a late token does not
 * delay the next one. Each generation is one timer on the event loop of its connection.
 *
 * <p>With {@link io.nearfar.model.inference.Contention} TTFT and TPOT are multiplied by the factors
 * of the load at the admission of the request, and a request beyond the model's limit waits in
 * line: its times count from its admission. Waiting costs no thread.
 */
public final class ModelledBackend implements ModelBackend {

  /** {@code system_fingerprint} of every modelled answer. */
  public static final String FINGERPRINT = "nearfar-modelled";

  private final ModelProfile profile;
  private final ModelledLimits limits;
  private final Supplier<RandomGenerator> randoms;
  private final LatenessListener lateness;
  private final LongSupplier nanoTime;
  private final Supplier<EventLoop> eventLoop;
  private final AdmissionQueue admissions;
  private final GenerationCounts counts = new GenerationCounts();

  /**
   * A modelled backend on the real clock.
   *
   * @param randoms a generator of its own for each request, asked for on any event loop
   */
  public ModelledBackend(
      ModelProfile profile,
      ModelledLimits limits,
      Supplier<RandomGenerator> randoms,
      LatenessListener lateness) {
    this(profile, limits, randoms, lateness, System::nanoTime, ModelledBackend::currentEventLoop);
  }

  ModelledBackend(
      ModelProfile profile,
      ModelledLimits limits,
      Supplier<RandomGenerator> randoms,
      LatenessListener lateness,
      LongSupplier nanoTime,
      Supplier<EventLoop> eventLoop) {
    this.profile = Objects.requireNonNull(profile, "profile");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.randoms = Objects.requireNonNull(randoms, "randoms");
    this.lateness = Objects.requireNonNull(lateness, "lateness");
    this.nanoTime = nanoTime;
    this.eventLoop = eventLoop;
    admissions = new AdmissionQueue(profile.contention().limit());
  }

  private static EventLoop currentEventLoop() {
    return CurrentLoop.require().nettyEventLoop();
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return FINGERPRINT;
  }

  @Override
  public GenerationCounts counts() {
    return counts;
  }

  @Override
  public Generation start(GenerationRequest request, TokenListener listener)
      throws BackendSaturatedException {
    EventLoop loop = eventLoop.get();
    counts.begin(profile.name(), limits.maxRunning());
    int natural = request.ignoreEos() ? Integer.MAX_VALUE : limits.naturalTokens();
    int max = request.maxTokens().orElse(Integer.MAX_VALUE);
    FinishReason reason = max <= natural ? FinishReason.LENGTH : FinishReason.STOP;
    Turn turn = new Turn(request, profile.jitter().factors(randoms.get()), loop);
    turn.generation =
        new ModelledGeneration(
            Math.min(natural, max),
            reason,
            listener,
            lateness,
            nanoTime,
            loop,
            ending -> ended(turn, ending));
    OptionalInt load = admissions.enter(turn);
    if (load.isPresent()) {
      turn.begin(request.arrivalNanoTime(), load.getAsInt());
    }
    return turn.generation;
  }

  /** A request on its way into the model. */
  private final class Turn implements IntConsumer {

    private final GenerationRequest request;
    private final Jitter.Factors factors;
    private final EventLoop loop;
    private ModelledGeneration generation;

    Turn(GenerationRequest request, Jitter.Factors factors, EventLoop loop) {
      this.request = request;
      this.factors = factors;
      this.loop = loop;
    }

    /** Its time has come, on the event loop of the request that made room. */
    @Override
    public void accept(int load) {
      long admitted = nanoTime.getAsLong();
      if (loop.inEventLoop()) {
        begin(admitted, load);
      } else {
        loop.execute(() -> begin(admitted, load));
      }
    }

    void begin(long nanoTimeOfBegin, int load) {
      generation.begin(
          new DueTimes(
              nanoTimeOfBegin,
              profile.ttftSeconds(request.promptTokens()) * profile.contention().ttftFactor(load),
              profile.tpotSeconds() * profile.contention().tpotFactor(load),
              factors));
    }
  }

  private void ended(Turn turn, GenerationCounts.Ending ending) {
    if (turn.generation.begun() || !admissions.withdraw(turn)) {
      admissions.leave();
    }
    counts.ended(ending);
  }
}
