package io.nearfar.model.radio;

import io.nearfar.model.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch of the standard cell on one core: 20 users, 100 blocks, 7 sites and 1,000 slots, of
 * which proportional fairness takes 990 to warm up. With a coherence time of one slot, that is 14
 * million draws of fading. Placing the users is included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CapacityBenchmark {

  @Param({"1", "10"})
  int coherenceSlots;

  private Cell cell;
  private long epoch;

  @Setup
  public void place() {
    CellSpec spec =
        new CellSpec(
            null, null, null, null, null, null, new Averaging(10, coherenceSlots), 1.0, null);
    cell = new Cell(spec, 20, new RandomStreams(1));
  }

  @Benchmark
  public CellSnapshot thousandSlots() {
    return cell.snapshot(epoch++);
  }
}
