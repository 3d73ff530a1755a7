package io.nearfar.serving.backend;

import io.nearfar.serving.wire.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** A listener that remembers. */
final class Heard implements TokenListener {

  final List<String> texts = new ArrayList<>();
  final List<Long> nanoTimes = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  Runnable onTokens = () -> {};
  FinishReason finished;
  Throwable failure;
  private final VirtualLoop loop;

  Heard(VirtualLoop loop) {
    this.loop = loop;
  }

  @Override
  public void tokens(List<String> batch) {
    texts.addAll(batch);
    batches.add(batch.size());
    batch.forEach(text -> nanoTimes.add(loop.nanoTime()));
    onTokens.run();
  }

  @Override
  public void reasoning(List<String> batch) {
    throw new AssertionError("a modelled model does not think");
  }

  @Override
  public void finished(Finish how) {
    finished = how.reason();
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }
}
