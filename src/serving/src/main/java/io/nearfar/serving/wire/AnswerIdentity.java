package io.nearfar.serving.wire;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What every chunk of an answer repeats.
 *
 * @param id {@code chatcmpl-...}
 * @param createdEpochSeconds when the answer was begun, in seconds since 1970
 * @param model the model that generates it
 * @param fingerprint what kind of backend generates it ({@code system_fingerprint})
 */
public record AnswerIdentity(
    String id, long createdEpochSeconds, String model, String fingerprint) {

  /** An identity of its own for an answer begun now. */
  public static AnswerIdentity fresh(String model, String fingerprint) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return new AnswerIdentity(
        "chatcmpl-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()),
        System.currentTimeMillis() / 1000,
        model,
        fingerprint);
  }
}
