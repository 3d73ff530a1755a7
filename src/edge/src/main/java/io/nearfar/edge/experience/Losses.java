package io.nearfar.edge.experience;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** Counts the task records that are lost, by why. */
final class Losses {

  private static final Logger LOG = Logger.getLogger(Losses.class);

  private final Map<DropReason, LongAdder> counts = new EnumMap<>(DropReason.class);
  private long said;

  Losses() {
    for (DropReason reason : DropReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void add(DropReason reason, long records) {
    counts.get(reason).add(records);
  }

  long count(DropReason reason) {
    return counts.get(reason).sum();
  }

  long count() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Logs the first loss and every tenfold of it: a long outage must not fill the log as well. */
  void say() {
    long now = count();
    if (now > 0 && (said == 0 || now >= 10 * said)) {
      said = now;
      LOG.errorf("%d task records are lost so far: %s", now, counts);
    }
  }
}
