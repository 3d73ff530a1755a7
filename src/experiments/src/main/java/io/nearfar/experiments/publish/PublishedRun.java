package io.nearfar.experiments.publish;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.RunName;
import io.nearfar.experiments.replication.Merge;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.Shard;
import io.nearfar.experiments.result.TemporaryDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A run as an edge has it: whole, or in parts. */
public final class PublishedRun {

  private static final String FACTS = "run.json";
  private static final Set<String> TABLES = Set.of("tasks.csv", "clients.csv", "seeds.csv");

  private final RunFiles files;
  private final String run;
  private final List<String> names;

  private PublishedRun(RunFiles files, String run, List<String> names) {
    this.files = files;
    this.run = run;
    this.names = names;
  }

  /**
   * Fetches a run into a directory, without its report; one of which there are only parts is
   * merged.
   *
   * @param edge where it is published
   * @throws Failure when the edge has no such run, or parts of it are missing
   * @throws io.nearfar.experiments.result.ResultException when the directory holds a run already
   */
  public static void fetch(URI edge, String run, Path into) throws InterruptedException {
    find(new RunFiles(edge, RunFiles.PATIENCE), run).fetch(into);
  }

  static PublishedRun find(RunFiles files, String run) throws InterruptedException {
    String checked = RunName.checked(run);
    return new PublishedRun(files, checked, files.names(checked));
  }

  void fetch(Path into) throws InterruptedException {
    if (names.contains(FACTS)) {
      fetchWhole(into);
      return;
    }
    int count = fullestCount();
    List<Shard> missing = missing(count);
    if (!missing.isEmpty()) {
      throw new Failure(
          "run "
              + run
              + " at "
              + files.edge()
              + " is not complete: missing is part "
              + missing.stream().map(Shard::toString).collect(Collectors.joining(", ")));
    }
    merge(into, count);
  }

  /** Elsewhere first: a fetch that breaks leaves nothing that looks like a run. */
  private void fetchWhole(Path into) throws InterruptedException {
    RunDirectory.requireNoRun(into);
    try (TemporaryDirectory fetched = TemporaryDirectory.create("nearfar-fetched")) {
      take(Claim.SCENARIO, Claim.SCENARIO, fetched.path());
      for (String name : names) {
        if (isTable(name)) {
          take(name, name, fetched.path());
        }
      }
      take(FACTS, FACTS, fetched.path());
      RunDirectory.create(into);
      fetched.moveFilesInto(into);
    }
  }

  /** The parts of a division of the run that are not published. */
  List<Shard> missing(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(index -> new Shard(index, count))
        .filter(shard -> !names.contains(new PartName(shard, FACTS).toString()))
        .toList();
  }

  /** Puts the parts of a division together; all must be published. */
  void merge(Path whole, int count) throws InterruptedException {
    try (TemporaryDirectory parts = TemporaryDirectory.create("nearfar-parts")) {
      List<Path> directories = new ArrayList<>();
      for (int index = 1; index <= count; index++) {
        Shard shard = new Shard(index, count);
        Path directory = parts.path().resolve("part-" + index + "-of-" + count);
        RunDirectory.create(directory);
        take(Claim.SCENARIO, Claim.SCENARIO, directory);
        for (String name : names) {
          Optional<PartName> part = PartName.of(name).filter(p -> p.shard().equals(shard));
          if (part.isPresent()) {
            take(name, part.get().file(), directory);
          }
        }
        directories.add(directory);
      }
      Merge.into(whole, directories);
    }
  }

  /** Into how many parts the run is divided; of several divisions the one that lacks least. */
  private int fullestCount() {
    Set<Integer> counts = new TreeSet<>();
    names.forEach(name -> PartName.of(name).ifPresent(part -> counts.add(part.shard().count())));
    return counts.stream()
        .min(Comparator.comparingInt(count -> missing(count).size()))
        .orElseThrow(
            () ->
                new Failure(
                    "there is no run "
                        + run
                        + " at "
                        + files.edge()
                        + " to be fetched; "
                        + files.edge().resolve("/api/runs")
                        + " lists what there is"));
  }

  private static boolean isTable(String name) {
    return TABLES.contains(name) || TABLES.stream().anyMatch(t -> name.equals(t + Packing.ENDING));
  }

  private void take(String name, String as, Path into) throws InterruptedException {
    byte[] content =
        files
            .get(run, name)
            .orElseThrow(
                () -> new Failure("run " + run + " at " + files.edge() + " has no " + name));
    new Packing(as, content).unpackInto(into);
  }
}
