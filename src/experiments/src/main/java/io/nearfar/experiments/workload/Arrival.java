package io.nearfar.experiments.workload;

import io.nearfar.model.Check;
import io.nearfar.model.task.Task;

/**
 * A task and when it arrives.
 *
 * @param index the task's number in order of arrival, from 0
 * @param atSeconds since the beginning of the run, >= 0
 * @param task what arrives
 */
public record Arrival(int index, double atSeconds, Task task) {

  public Arrival {
    Check.atLeast("index", index, 0);
    Check.nonNegative("atSeconds", atSeconds);
    Check.present("task", task);
  }
}
