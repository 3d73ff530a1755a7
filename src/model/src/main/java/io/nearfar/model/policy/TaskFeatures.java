package io.nearfar.model.policy;

import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.List;

/**
 * A task in numbers, for policies that generalise over output lengths.
 *
 * <p>They are what the reward of a task depends on that is known when it is decided: with a
 * constant TTFT and one rate for all users, the reward of either decision is linear in them.
 *
 * @param length expected output tokens over the largest length of the scenario's size classes; in
 *     (0, 1] for a task inside them
 * @param quality 1 for a quality-preferred task, 0 for a regular one
 */
public record TaskFeatures(double length, double quality) {

  /** The features of a task in a scenario with these size classes. */
  public static TaskFeatures of(Task task, SizeClasses sizes) {
    List<SizeClass> classes = sizes.list();
    int largest = classes.get(classes.size() - 1).below() - 1;
    return new TaskFeatures(
        (double) task.outputTokens() / largest,
        task.serviceType() == ServiceType.QUALITY_PREFERRED ? 1 : 0);
  }
}
