package io.nearfar.model.policy.icl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The text of {@code prompt.txt} beside this class, by part; each begins after {@code [part]}. */
final class PromptText {

  private static final Map<PromptPart, String> TEXTS = read();

  private PromptText() {}

  static String of(PromptPart part) {
    return TEXTS.get(part);
  }

  private static Map<PromptPart, String> read() {
    String whole;
    try (InputStream text = PromptText.class.getResourceAsStream("prompt.txt")) {
      whole = new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the prompt template prompt.txt cannot be read", e);
    }
    Map<PromptPart, String> texts = new EnumMap<>(PromptPart.class);
    for (PromptPart part : PromptPart.values()) {
      String heading = "[" + part.word() + "]\n";
      int from = whole.indexOf(heading);
      if (from < 0) {
        throw new IllegalStateException("prompt.txt has no part " + heading.strip());
      }
      int end = whole.indexOf("\n[", from);
      texts.put(
          part, whole.substring(from + heading.length(), end < 0 ? whole.length() : end).strip());
    }
    return texts;
  }
}
