package io.nearfar.experiments.decider;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.decider.Cassette.Voice;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A language model whose replies are on a cassette.
 *
 * @param cassette the replies
 * @param voice whose they are
 * @param source gets a reply that is missing
 * @param underWay replies that are being got, so that nothing is asked for twice
 */
record Tape(
    Cassette cassette,
    Voice voice,
    Function<Prompt, CompletionStage<Completion>> source,
    Map<Recording.Key, CompletableFuture<Completion>> underWay)
    implements LanguageModel {

  /** Replies that were recorded earlier; a missing one is a {@link Failure}. */
  static Tape replay(Cassette cassette, Voice voice) {
    return new Tape(
        cassette,
        voice,
        prompt -> CompletableFuture.failedFuture(missing(cassette, voice, prompt)),
        new ConcurrentHashMap<>());
  }

  /** Replies that are recorded as they are missing. */
  static Tape recording(Cassette cassette, Voice voice, LanguageModel source, Path file) {
    return new Tape(
        cassette,
        voice,
        prompt ->
            source
                .complete(prompt)
                .thenApply(
                    completion -> {
                      cassette.keep(key(voice, prompt), completion, file);
                      return completion;
                    }),
        new ConcurrentHashMap<>());
  }

  /**
   * The voice of a cassette that has one.
   *
   * @throws Failure when it has none, or several
   */
  static Voice onlyVoice(Cassette cassette) {
    return new VoiceFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
        .of(cassette);
  }

  static String words(List<Voice> voices) {
    return voices.stream().map(Voice::words).collect(Collectors.joining("; "));
  }

  private static Failure missing(Cassette cassette, Voice voice, Prompt prompt) {
    List<Voice> voices = cassette.voices();
    return new Failure(
        "cassette "
            + cassette.name()
            + " has no reply of "
            + voice.words()
            + " to prompt "
            + Recording.hash(prompt)
            + (voices.contains(voice)
                ? ""
                : "; it has replies of " + (voices.isEmpty() ? "no model" : words(voices)))
            + "\nRecord it: say --decider URL with the same cassette.");
  }

  private static Recording.Key key(Voice voice, Prompt prompt) {
    return new Recording.Key(voice.model(), voice.settings(), prompt);
  }

  @Override
  public String name() {
    return voice.words();
  }

  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    Recording.Key key = key(voice, prompt);
    Optional<Completion> known = cassette.reply(key);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    CompletableFuture<Completion> mine = new CompletableFuture<>();
    CompletableFuture<Completion> others = underWay.putIfAbsent(key, mine);
    if (others != null) {
      return others;
    }
    source
        .apply(prompt)
        .whenComplete(
            (completion, failure) -> {
              underWay.remove(key, mine);
              if (failure != null) {
                mine.completeExceptionally(failure);
              } else {
                mine.complete(completion);
              }
            });
    return mine;
  }
}
