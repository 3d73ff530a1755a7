package io.nearfar.model.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.model.Check;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The size classes of a scenario, smallest first, without gaps or overlaps.
 *
 * <p>A length outside all of them belongs to the nearest one: a live gateway must serve whatever
 * length a client asks for, and a condition needs a word for it.
 */
public final class SizeClasses {

  /**
   * The study's three classes. They are sampled uniformly on the reals there; on whole tokens the
   * mean of equally likely classes is 999.5.
   */
  public static final SizeClasses STUDY =
      new SizeClasses(
          List.of(
              new SizeClass("small", 400, 700),
              new SizeClass("middle", 700, 1300),
              new SizeClass("large", 1300, 1600)));

  private final List<SizeClass> classes;

  /** The conditions that there can be, in the order of the classes: each is made once. */
  private final Map<ServiceType, List<Condition>> conditions = new EnumMap<>(ServiceType.class);

  /**
   * The given classes in the given order.
   *
   * @throws IllegalArgumentException when there is none, or two share a name, or one does not begin
   *     where the one before it ends
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SizeClasses(List<SizeClass> classes) {
    if (classes == null || classes.isEmpty()) {
      throw new IllegalArgumentException("size classes are empty; at least one is needed");
    }
    classes.forEach(sizeClass -> Check.present("size class", sizeClass));
    this.classes = List.copyOf(classes);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < this.classes.size(); i++) {
      SizeClass current = this.classes.get(i);
      if (!names.add(current.name())) {
        throw new IllegalArgumentException("size class \"" + current.name() + "\" appears twice");
      }
      if (i > 0 && this.classes.get(i - 1).below() != current.from()) {
        throw new IllegalArgumentException(
            "size class \""
                + current.name()
                + "\" begins at "
                + current.from()
                + "; it must begin where \""
                + this.classes.get(i - 1).name()
                + "\" ends, at "
                + this.classes.get(i - 1).below());
      }
    }
    for (ServiceType type : ServiceType.values()) {
      conditions.put(
          type, this.classes.stream().map(c -> Condition.of(c.name(), type.word())).toList());
    }
  }

  /** The class of an output length; a length outside all classes belongs to the nearest one. */
  public SizeClass of(int outputTokens) {
    return classes.get(index(outputTokens));
  }

  /** The study's condition of a task: size class and service type. */
  Condition condition(Task task) {
    return conditions.get(task.serviceType()).get(index(task.outputTokens()));
  }

  private int index(int outputTokens) {
    int last = classes.size() - 1;
    for (int i = 0; i < last; i++) {
      if (outputTokens < classes.get(i).below()) {
        return i;
      }
    }
    return last;
  }

  /** The classes, smallest first. */
  @JsonValue
  public List<SizeClass> list() {
    return classes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SizeClasses that && classes.equals(that.classes);
  }

  @Override
  public int hashCode() {
    return classes.hashCode();
  }

  @Override
  public String toString() {
    return classes.toString();
  }
}
