package io.nearfar.experiments.decider;

import io.nearfar.experiments.Failure;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The decision model of an experiment.
 *
 * <p>A live agent goes on when its decision model fails, and the analytic model decides. An
 * experiment in which that happens is not the one that was asked for: after the first failure of a
 * call nothing more is asked, and {@link #requireAnswers} says what happened. A reply that cannot
 * be used is no such failure: it is a result.
 */
public final class Decider implements LanguageModel, AutoCloseable {

  /**
   * Names of the cassettes that ship with the product. {@code smollm2-135m}: SmolLM2-135M-Instruct
   * in 4 bits behind llama.cpp's server, asked in scenario {@code small-model} with seeds 1 to 10,
   * both layouts, with and without calibration, and in the study of replies of scenario {@code
   * study}.
   */
  public static final List<String> SHIPPED = List.of("smollm2-135m");

  private final LanguageModel model;
  private final Runnable closing;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Decider(LanguageModel model, Runnable closing) {
    this.model = model;
    this.closing = closing;
  }

  /** The embedded reader, which is no language model. */
  public static Decider reader() {
    return new Decider(new ExampleVoteReader(), () -> {});
  }

  /**
   * What a model replied whose cassette ships with the product.
   *
   * @param name one of {@link #SHIPPED}
   */
  public static Decider shipped(String name) {
    Cassette cassette = shippedCassette(name);
    return replay(cassette, Tape.onlyVoice(cassette));
  }

  static Cassette shippedCassette(String name) {
    try (InputStream in = Decider.class.getResourceAsStream(name + ".jsonl.gz")) {
      return Cassette.read(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException("cassette " + name + " cannot be read", e);
    }
  }

  /** What a model replied when the cassette was recorded. */
  static Decider replay(Cassette cassette, Cassette.Voice voice) {
    return new Decider(Tape.replay(cassette, voice), () -> {});
  }

  /** An endpoint; what the cassette has is not asked for again, and what is asked for is kept. */
  static Decider recording(Connection connection, Cassette cassette, Path file) {
    return new Decider(
        Tape.recording(cassette, connection.voice(), connection, file),
        () -> {
          connection.close();
          cassette.tidy(file);
        });
  }

  /** An endpoint. */
  static Decider asking(Connection connection) {
    return new Decider(connection, connection::close);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    Throwable before = failure.get();
    if (before != null) {
      return CompletableFuture.failedFuture(before);
    }
    return model
        .complete(prompt)
        .whenComplete(
            (completion, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e instanceof CompletionException ? e.getCause() : e);
              }
            });
  }

  /**
   * Makes sure that every call was answered.
   *
   * @throws Failure when one was not
   */
  public void requireAnswers() {
    Throwable e = failure.get();
    if (e instanceof Failure known) {
      throw known;
    }
    if (e != null) {
      throw new Failure("the decision model " + name() + " failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
