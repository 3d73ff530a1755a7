package io.nearfar.experiments.publish;

import io.nearfar.experiments.result.Shard;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name under which a file of a shard is published, such as {@code part-3-of-16.seeds.csv}.
 *
 * @param shard which part
 * @param file the file's name in the directory of the shard
 */
record PartName(Shard shard, String file) {

  private static final Pattern NAME = Pattern.compile("part-(\\d{1,6})-of-(\\d{1,6})\\.(.+)");

  /** The part of a name; empty when it is none of a part. */
  static Optional<PartName> of(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(parts.group(1));
    int count = Integer.parseInt(parts.group(2));
    return index < 1 || index > count
        ? Optional.empty()
        : Optional.of(new PartName(new Shard(index, count), parts.group(3)));
  }

  @Override
  public String toString() {
    return "part-" + shard.index() + "-of-" + shard.count() + "." + file;
  }
}
