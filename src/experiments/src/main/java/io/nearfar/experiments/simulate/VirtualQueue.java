package io.nearfar.experiments.simulate;

import io.nearfar.model.inference.Contention;
import java.util.PriorityQueue;

/**
 * The requests of a model on the virtual clock, admitted in order of arrival, as many at a time as
 * the model runs. Since a request's factors stay as they are at its admission, its end is known
 * then, and no later arrival changes it: the ends of those before decide when the next one begins.
 */
final class VirtualQueue {

  /**
   * The beginning of a request.
   *
   * @param atSeconds when it is admitted, on the clock of the run
   * @param running how many run then, itself included
   */
  record Admission(double atSeconds, int running) {}

  private final int limit;
  private final PriorityQueue<Double> ends = new PriorityQueue<>();

  VirtualQueue(Contention contention) {
    limit = contention.limit();
  }

  /**
   * Admits the next request.
   *
   * @param arrivalSeconds not before that of the request before it
   */
  Admission admit(double arrivalSeconds) {
    forget(arrivalSeconds);
    double at = arrivalSeconds;
    if (ends.size() >= limit) {
      at = ends.poll();
      forget(at);
    }
    return new Admission(at, ends.size() + 1);
  }

  /** Notes when the request that was admitted last ends. */
  void end(double atSeconds) {
    ends.add(atSeconds);
  }

  private void forget(double untilSeconds) {
    while (!ends.isEmpty() && ends.peek() <= untilSeconds) {
      ends.poll();
    }
  }
}
