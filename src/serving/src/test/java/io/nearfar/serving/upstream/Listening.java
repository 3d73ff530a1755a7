package io.nearfar.serving.upstream;

import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.backend.TokenListener;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that writes down what it hears. */
final class Listening implements TokenListener {

  private static final long DEADLINE_SECONDS = 20;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  Runnable onTokens = () -> {};

  @Override
  public void tokens(List<String> texts) {
    texts.forEach(heard::add);
    onTokens.run();
  }

  @Override
  public void reasoning(List<String> texts) {
    texts.forEach(text -> heard.add("(" + text + ")"));
  }

  @Override
  public void finished(Finish finish) {
    String usage =
        finish.usage().map(u -> " " + u.promptTokens() + "+" + u.outputTokens()).orElse("");
    heard.add("finished " + finish.reason().word() + usage);
  }

  @Override
  public void failed(Throwable failure) {
    heard.add(
        failure instanceof UpstreamException known
            ? "failed " + known.failure().word() + ": " + known.getMessage()
            : "failed " + failure);
  }

  String next() throws InterruptedException {
    String next = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing heard");
    }
    return next;
  }

  /** All that is heard up to the end. */
  List<String> all() throws InterruptedException {
    List<String> all = new java.util.ArrayList<>();
    do {
      all.add(next());
    } while (!all.get(all.size() - 1).matches("(?s)(finished|failed) .*"));
    return all;
  }

  int waiting() {
    return heard.size();
  }
}
