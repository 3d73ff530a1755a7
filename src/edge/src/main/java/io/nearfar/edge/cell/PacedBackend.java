package io.nearfar.edge.cell;

import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationCounts;
import io.nearfar.serving.backend.GenerationRequest;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.TokenListener;
import java.util.List;

/** The model of this node behind the radio link of one answer. */
public final class PacedBackend implements ModelBackend {

  private final ModelBackend model;
  private final RadioLink link;

  /**
   * For one generation.
   *
   * @param link fresh
   */
  public PacedBackend(ModelBackend model, RadioLink link) {
    this.model = model;
    this.link = link;
  }

  @Override
  public ModelProfile profile() {
    return model.profile();
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public GenerationCounts counts() {
    return model.counts();
  }

  @Override
  public Generation start(GenerationRequest request, TokenListener listener)
      throws BackendSaturatedException {
    Paced paced = new Paced(link, listener);
    paced.generation = model.start(request, paced);
    link.source(paced.generation::pause, paced.generation::resume);
    return paced;
  }

  /** A generation whose tokens are on air before they are heard. */
  private static final class Paced implements Generation, TokenListener {

    private final RadioLink link;
    private final TokenListener listener;
    private Generation generation;

    Paced(RadioLink link, TokenListener listener) {
      this.link = link;
      this.listener = listener;
    }

    @Override
    public void tokens(List<String> texts) {
      for (String text : texts) {
        send(1, () -> listener.tokens(List.of(text)));
      }
    }

    @Override
    public void reasoning(List<String> texts) {
      for (String text : texts) {
        send(1, () -> listener.reasoning(List.of(text)));
      }
    }

    @Override
    public void finished(Finish finish) {
      send(0, () -> listener.finished(finish));
    }

    @Override
    public void failed(Throwable failure) {
      link.send(0, () -> listener.failed(failure));
    }

    /** What the listener throws comes back to it as a failure, as from any backend. */
    private void send(int tokens, Runnable arrival) {
      link.send(
          tokens,
          () -> {
            try {
              arrival.run();
            } catch (RuntimeException e) {
              cancel();
              listener.failed(e);
            }
          });
    }

    @Override
    public void cancel() {
      link.close();
      generation.cancel();
    }

    @Override
    public void pause() {
      link.hold();
    }

    @Override
    public void resume() {
      link.release();
    }
  }
}
