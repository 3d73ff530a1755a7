package io.nearfar.edge.cell;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.radio.Cell;
import io.nearfar.model.radio.CellSnapshot;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Task;
import io.netty.channel.EventLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * The radio link in front of the gateway: the analytic model with the rates in force, and the cell
 * that they follow from, where the scenario has one. Time begins with the node. A new epoch is
 * computed on a thread of its own and takes force when it is there.
 */
@Singleton
public class RadioCell {

  private static final Logger LOG = Logger.getLogger(RadioCell.class);

  private record InForce(AnalyticModel model, Optional<CellSnapshot> snapshot) {}

  private final Scenario scenario;
  private final Optional<Cell> cell;
  private final boolean pacing;
  private final long startNanoTime = System.nanoTime();
  private final LongAdder failures = new LongAdder();
  private volatile InForce inForce;
  private ScheduledExecutorService thread;
  private ScheduledFuture<?> ticking;

  RadioCell(Scenario scenario) {
    this.scenario = scenario;
    cell = scenario.cell();
    pacing = scenario.radio() instanceof CellSpec spec && spec.pacing();
    try {
      inForce =
          cell.isPresent()
              ? inForce(cell.get(), 0)
              : new InForce(scenario.analyticModel(), Optional.empty());
    } catch (IllegalStateException e) {
      throw new ConfigurationException("scenario " + scenario.name() + ": " + e.getMessage());
    }
  }

  private InForce inForce(Cell of, long epoch) {
    CellSnapshot snapshot = of.snapshot(epoch);
    return new InForce(scenario.analyticModel(snapshot.rates()), Optional.of(snapshot));
  }

  /** Begins to follow the cell; called once. */
  public void start() {
    if (scenario.radio() instanceof CellSpec spec && spec.updateSeconds() != null) {
      thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "radio-cell"));
      long period = Math.max(1, Math.round(spec.updateSeconds() * 1e9));
      ticking = thread.scheduleAtFixedRate(this::update, period, period, TimeUnit.NANOSECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      ticking.cancel(true);
      thread.shutdown();
    }
  }

  /** Whatever is thrown here: a timer that lets it through would not come again. */
  private void update() {
    long epoch = cell.orElseThrow().epochAt((System.nanoTime() - startNanoTime) / 1e9);
    try {
      inForce = inForce(cell.orElseThrow(), epoch);
    } catch (RuntimeException e) {
      failures.increment();
      LOG.errorf("The cell's earlier rates stay in force: %s", e.getMessage());
    }
  }

  /** The analytic model with the rates in force. */
  public AnalyticModel model() {
    return inForce.model();
  }

  /** The cell in force; empty when the scenario has none. */
  public Optional<CellSnapshot> snapshot() {
    return inForce.snapshot();
  }

  /** Epochs that could not be computed, so that earlier rates stayed in force. */
  public long failures() {
    return failures.sum();
  }

  /** Whether tokens are delivered at the pace of the radio link, where a user has one. */
  public boolean pacing() {
    return pacing;
  }

  /**
   * The link that carries the answer to a task. It takes time when the scenario paces, the client
   * is a user of the cell, and the answer is streamed: a whole answer does not go token by token.
   *
   * @param model with the rates that were in force when the task arrived
   */
  public RadioLink link(AnalyticModel model, Task task, boolean streamed, EventLoop loop) {
    return pacing && streamed && task.user().isPresent()
        ? RadioLink.of(model.tokenOnAirSeconds(task), loop)
        : RadioLink.unlimited();
  }
}
