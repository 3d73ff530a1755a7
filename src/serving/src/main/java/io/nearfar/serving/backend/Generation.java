package io.nearfar.serving.backend;

/** A running generation. Its methods are called on the event loop it was started from. */
public interface Generation {

  /**
   * Ends it at once; the listener is not called again. Nothing happens when it has ended already.
   */
  void cancel();

  /** Holds tokens back, because whoever reads them is slow. The model's clock runs on. */
  void pause();

  /** Ends a pause: what fell due meanwhile comes at once. */
  void resume();
}
