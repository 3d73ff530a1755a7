package io.nearfar.serving.backend;

import java.util.List;

/** Takes the tokens of one generation, on its event loop. */
public interface TokenListener {

  /**
   * The tokens that are due, oldest first, at least one. Several come together when they are
   * overdue: hand them on in one write.
   */
  void tokens(List<String> texts);

  /**
   * Like {@link #tokens}, of what the model thinks before it answers; they are tokens like all
   * others, and come before or between them.
   */
  void reasoning(List<String> texts);

  /** The generation has ended after its last token, of which there may be none; no call follows. */
  void finished(Finish finish);

  /** The generation broke off; no call follows. */
  void failed(Throwable failure);
}
