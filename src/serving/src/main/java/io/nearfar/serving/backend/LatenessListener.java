package io.nearfar.serving.backend;

/** Hears how late tokens were; called on every event loop. */
@FunctionalInterface
public interface LatenessListener {

  /**
   * A token was handed over.
   *
   * @param nanos handed over minus due, >= 0; a pause asked for by the reader does not count
   */
  void late(long nanos);
}
