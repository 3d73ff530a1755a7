package io.nearfar.serving.backend;

/** A backend runs as many generations as it takes. Nothing has been sent to the client yet. */
public final class BackendSaturatedException extends Exception {

  private static final long serialVersionUID = 1L;

  public BackendSaturatedException(String model, int maxRunning) {
    super(
        model + " is running " + maxRunning + " generations, the most it takes",
        null,
        false,
        false);
  }
}
