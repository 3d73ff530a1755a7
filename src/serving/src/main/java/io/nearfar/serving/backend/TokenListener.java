package io.nearfar.serving.backend;

import io.nearfar.serving.wire.FinishReason;
import java.util.List;

/** Takes the tokens of one generation, on its event loop. */
public interface TokenListener {

  /**
   * The tokens that are due, oldest first, at least one. Several come together when they are
   * overdue: hand them on in one write.
   */
  void tokens(List<String> texts);

  /** The generation has ended after its last token; no call follows. */
  void finished(FinishReason reason);

  /** The generation broke off; no call follows. */
  void failed(Throwable failure);
}
