package io.nearfar.model.outcome;

/**
 * What the label of a run may be, wherever one is taken: it becomes part of paths, of file names
 * and of metrics.
 */
public final class RunLabel {

  /** The characters of the longest one. */
  public static final int LONGEST = 64;

  /** Matches a label; neither {@code .} nor {@code ..} is one. */
  public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}";

  /** The same in words. */
  public static final String RULE =
      "1 to "
          + LONGEST
          + " letters, digits, dots, hyphens or underscores, the first a letter or a digit";

  private RunLabel() {}

  /** Whether a text is a label. */
  public static boolean matches(String text) {
    return text.matches(PATTERN);
  }
}
