package io.nearfar.serving.backend;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** The event loop that a generation is started from. */
public final class CurrentLoop {

  private CurrentLoop() {}

  /**
   * The context of this thread.
   *
   * @throws IllegalStateException when it is not an event loop of Vert.x
   */
  public static ContextInternal require() {
    Context context = Vertx.currentContext();
    if (context == null || !context.isEventLoopContext() || !Context.isOnEventLoopThread()) {
      throw new IllegalStateException(
          "generation started on thread "
              + Thread.currentThread().getName()
              + "; it must be an event loop of Vert.x");
    }
    return (ContextInternal) context;
  }
}
