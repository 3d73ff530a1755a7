package io.nearfar.model.task;

import io.nearfar.model.Check;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The present condition x of a decision: a tuple of words, in a fixed order.
 *
 * <p>The default is the study's: output-token size class, then service type. More words make a
 * finer condition; the decision code does not care how many there are.
 *
 * @param keywords the words, at least one, each without white space or comma: conditions that read
 *     the same in a prompt are the same
 */
public record Condition(List<String> keywords) {

  /** Where the service type stands among the keywords of a task. */
  public static final int SERVICE_TYPE = 1;

  private static final Pattern WORD = Pattern.compile("[^\\s,]+", Pattern.UNICODE_CHARACTER_CLASS);

  public Condition {
    if (keywords == null || keywords.isEmpty()) {
      throw new IllegalArgumentException("a condition has no keywords; it needs at least one");
    }
    keywords = List.copyOf(keywords);
    keywords.forEach(Condition::checkWord);
  }

  private static void checkWord(String word) {
    Check.notBlank("keyword", word);
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "keyword is \"" + word + "\"; it must be one word without white space or comma");
    }
  }

  /** A condition of the given words. */
  public static Condition of(String... keywords) {
    return new Condition(List.of(keywords));
  }

  /** The study's condition of a task: size class and service type. */
  public static Condition of(Task task, SizeClasses sizes) {
    return sizes.condition(task);
  }

  /**
   * How many words differ, position by position.
   *
   * @throws IllegalArgumentException when the two have different numbers of words
   */
  public int distance(Condition other) {
    if (other.keywords.size() != keywords.size()) {
      throw new IllegalArgumentException(
          "conditions " + this + " and " + other + " have different numbers of keywords");
    }
    int differing = 0;
    for (int i = 0; i < keywords.size(); i++) {
      if (!keywords.get(i).equals(other.keywords.get(i))) {
        differing++;
      }
    }
    return differing;
  }

  @Override
  public String toString() {
    return String.join(", ", keywords);
  }
}
