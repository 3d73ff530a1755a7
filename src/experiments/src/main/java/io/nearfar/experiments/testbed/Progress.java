package io.nearfar.experiments.testbed;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows live counts: as a bar on a terminal, else as a line every few seconds. */
final class Progress {

  private static final int BAR_MILLIS = 250;
  private static final int LINE_SECONDS = 5;
  private static final int BAR_COLUMNS = 110;

  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> ticks;
  private final Runnable show;
  private final Runnable end;

  private Progress(Runnable show, Runnable end, int interval, TimeUnit unit) {
    this.show = show;
    this.end = end;
    ticks = ticker.scheduleAtFixedRate(show, interval, interval, unit);
  }

  /** Shows the counts of a run of {@code total} tasks until closed. */
  static Progress of(int total, RunCounts counts, boolean interactive, PrintStream out) {
    if (!interactive) {
      Runnable line = () -> out.println(counts.endedCount() + " of " + total + ": " + counts);
      return new Progress(line, () -> {}, LINE_SECONDS, TimeUnit.SECONDS);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("tasks")
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(BAR_COLUMNS)
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(out, BAR_COLUMNS))
            .build();
    Runnable step =
        () -> {
          bar.stepTo(counts.endedCount());
          bar.setExtraMessage(" " + counts);
        };
    return new Progress(step, bar::close, BAR_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Shows the last counts and ends. */
  void close() {
    ticks.cancel(false);
    ticker.shutdown();
    show.run();
    end.run();
  }
}
