package io.nearfar.experiments.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.model.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a run over many seeds; written {@code 3/16}.
 *
 * @param index which one, from 1 to {@code count}
 * @param count how many there are, >= 1
 */
public record Shard(int index, int count) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  public Shard {
    Check.atLeast("shards", count, 1);
    if (index < 1 || index > count) {
      throw new IllegalArgumentException(
          "shard is " + index + "/" + count + "; the first number must be from 1 to " + count);
    }
  }

  /**
   * The shard of a text such as {@code 3/16}.
   *
   * @throws IllegalArgumentException when it is none
   */
  @JsonCreator
  public static Shard of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("shard is \"" + text + "\"; it must be like 3/16");
    }
    return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /**
   * The seeds of this shard. The shards of a run have all its seeds, each once, in order, and
   * differ by one seed at most.
   *
   * @throws IllegalArgumentException when there are fewer seeds than shards
   */
  public Seeds of(Seeds whole) {
    if (whole.count() < count) {
      throw new IllegalArgumentException(
          "shard is " + this + " of " + whole.count() + " seeds; there can be one shard a seed");
    }
    long from = (index - 1L) * whole.count() / count;
    long to = (long) index * whole.count() / count;
    return new Seeds(whole.first() + from, (int) (to - from));
  }

  @JsonValue
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
