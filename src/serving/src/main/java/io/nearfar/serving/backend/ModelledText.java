package io.nearfar.serving.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a modelled model: three letters and a space, exactly four bytes, the size of a
 * token.
 */
final class ModelledText {

  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aeiou";
  private static final List<String> TOKENS = tokens();

  /** Coprime to the number of words: every word comes once before the first comes again. */
  private static final int STRIDE = 397;

  private ModelledText() {}

  private static List<String> tokens() {
    int last = CONSONANTS.length();
    int vowels = VOWELS.length();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < last * vowels * last; i++) {
      tokens.add(
          new String(
              new char[] {
                CONSONANTS.charAt(i / (vowels * last)),
                VOWELS.charAt(i / last % vowels),
                CONSONANTS.charAt(i % last),
                ' '
              }));
    }
    return List.copyOf(tokens);
  }

  /** Token {@code index} of an answer, index >= 0. */
  static String token(int index) {
    return TOKENS.get((int) ((long) index * STRIDE % TOKENS.size()));
  }

  /** Tokens {@code from} to {@code from + count - 1} of an answer. */
  static List<String> tokens(int from, int count) {
    if (count == 1) {
      return List.of(token(from));
    }
    List<String> tokens = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tokens.add(token(from + i));
    }
    return tokens;
  }
}
