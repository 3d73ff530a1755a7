package io.nearfar.experiments.decider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nearfar.model.Check;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.Prompt;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A reply of a model, and what it replied to.
 *
 * @param model the name of the model
 * @param settings how it was asked, in words
 * @param hash of the prompt, to find it by
 * @param prompt the whole prompt
 * @param reply the text
 * @param scores log-probabilities of both answers, where there were any
 * @param usage the tokens, where the endpoint told
 * @param seconds how long the call took when it was recorded
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Recording(
    String model,
    String settings,
    String hash,
    List<Prompt.Message> prompt,
    String reply,
    Optional<Completion.Scores> scores,
    Optional<Completion.Usage> usage,
    double seconds) {

  /** A fixed order, in which prompts of much the same text are neighbours. */
  static final Comparator<Recording> ORDER =
      Comparator.comparing(Recording::model)
          .thenComparing(Recording::settings)
          .thenComparing(recording -> new Prompt(recording.prompt()).text())
          .thenComparing(Recording::hash);

  private static final int HASH_BYTES = 8;

  Recording {
    Check.notBlank("model", model);
    Check.notBlank("settings", settings);
    prompt = List.copyOf(Check.present("prompt", prompt));
    String expected = hash(new Prompt(prompt));
    if (!expected.equals(hash)) {
      throw new IllegalArgumentException("hash is " + hash + "; that of the prompt is " + expected);
    }
    Check.present("reply", reply);
    scores = scores == null ? Optional.empty() : scores;
    usage = usage == null ? Optional.empty() : usage;
    Check.nonNegative("seconds", seconds);
  }

  static Recording of(Key key, Completion completion) {
    return new Recording(
        key.model(),
        key.settings(),
        hash(key.prompt()),
        key.prompt().messages(),
        completion.text(),
        completion.scores(),
        completion.usage(),
        completion.seconds());
  }

  Key key() {
    return new Key(model, settings, new Prompt(prompt));
  }

  Completion completion() {
    return new Completion(reply, scores, usage, seconds);
  }

  /** What a reply is found by. */
  record Key(String model, String settings, Prompt prompt) {}

  /** The first 64 bits of the SHA-256 of the messages and their roles, in hexadecimal. */
  static String hash(Prompt prompt) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Prompt.Message message : prompt.messages()) {
        digest.update((message.role() + "\0" + message.text() + "\0").getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
