package io.nearfar.serving.backend;

import io.nearfar.model.inference.ModelProfile;

/**
 * Generates tokens. Made for event loops: nothing here blocks, and every call to a listener comes
 * on the event loop that {@link #start} was called from.
 */
public interface ModelBackend {

  /** The model behind it: its name, and how fast and good it is held to be. */
  ModelProfile profile();

  /**
   * What kind of backend it is, for {@code system_fingerprint}: nobody shall take modelled words
   * for a model's.
   */
  String fingerprint();

  /** How many generations it runs, and how they ended. */
  GenerationCounts counts();

  /**
   * Begins to generate. The listener is never called before this method has returned.
   *
   * @throws BackendSaturatedException when as many generations are running as the backend takes
   * @throws IllegalStateException when the caller is not on an event loop
   */
  Generation start(GenerationRequest request, TokenListener listener)
      throws BackendSaturatedException;
}
