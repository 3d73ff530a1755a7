package io.nearfar.experiments.replication;

import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.result.Shard;
import io.nearfar.model.policy.icl.DecisionCost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the shards of a run together. */
public final class Merge {

  private record Part(RunDirectory directory, RunFacts facts, Replication replication) {

    static Part read(Path path) {
      RunDirectory directory = RunDirectory.open(path);
      RunFacts facts = directory.facts();
      Replication replication =
          facts
              .replication()
              .filter(r -> !r.complete() && directory.replicated())
              .orElseThrow(
                  () ->
                      new ResultException(
                          path + " is no shard; simulate --shard writes one", null));
      return new Part(directory, facts, replication);
    }

    Path path() {
      return directory.path();
    }
  }

  private Merge() {}

  /**
   * Writes what the whole run would have written.
   *
   * @param shards their directories, in any order
   * @throws ResultException when they are not the shards of one run, each once
   */
  public static void into(Path whole, List<Path> shards) {
    Map<Integer, Part> parts = new TreeMap<>();
    Part first = Part.read(shards.get(0));
    for (Path path : shards) {
      Part part = Part.read(path);
      requireSameRun(first, part);
      Part other = parts.put(part.replication().shard().index(), part);
      if (other != null) {
        throw new ResultException(
            part.path() + " and " + other.path() + " are both shard " + part.replication().shard(),
            null);
      }
    }
    requireAll(parts, first.replication().shard().count());
    write(List.copyOf(parts.values()), RunDirectory.create(whole));
  }

  private static void requireSameRun(Part first, Part part) {
    String reason = null;
    if (!part.replication().whole().equals(first.replication().whole())) {
      reason =
          "is of "
              + part.replication().whole()
              + ", "
              + first.path()
              + " of "
              + first.replication().whole();
    } else if (part.replication().shard().count() != first.replication().shard().count()) {
      reason =
          "is shard "
              + part.replication().shard()
              + ", "
              + first.path()
              + " is shard "
              + first.replication().shard();
    } else if (!part.facts().decisionModel().equals(first.facts().decisionModel())) {
      reason =
          "was decided by "
              + part.facts().decisionModel()
              + ", "
              + first.path()
              + " by "
              + first.facts().decisionModel();
    } else if (!part.directory().scenario().equals(first.directory().scenario())) {
      reason =
          "has another scenario than "
              + first.path()
              + ScenarioDifference.between(
                      ScenarioDifference.tree(first.directory().parsedScenario()),
                      ScenarioDifference.tree(part.directory().parsedScenario()))
                  .stream()
                  .findFirst()
                  .map(d -> ": its " + d.key() + " is " + d.second() + ", not " + d.first())
                  .orElse("");
    }
    if (reason != null) {
      throw new ResultException(part.path() + " " + reason, null);
    }
  }

  private static void requireAll(Map<Integer, Part> parts, int count) {
    List<String> missing = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      if (!parts.containsKey(index)) {
        missing.add(new Shard(index, count).toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new ResultException("missing: shard " + String.join(", ", missing), null);
    }
  }

  private static void write(List<Part> parts, RunDirectory whole) {
    RunFacts first = parts.get(0).facts();
    List<SeedRow> rows = new ArrayList<>();
    parts.forEach(part -> rows.addAll(part.directory().seeds()));
    Instant started =
        parts.stream().map(p -> p.facts().started()).min(Comparator.naturalOrder()).orElseThrow();
    double wallSeconds = parts.stream().mapToDouble(part -> part.facts().wallSeconds()).sum();
    whole.writeScenario(parts.get(0).directory().scenario());
    whole.writeSeeds(rows);
    whole.writeFacts(
        new RunFacts(
            first.run(),
            first.clock(),
            started,
            wallSeconds,
            first.decisionModel(),
            Optional.empty(),
            Map.of(),
            Optional.of(new Replication(parts.get(0).replication().whole(), new Shard(1, 1))),
            parts.stream()
                .flatMap(part -> part.facts().decisionCost().stream())
                .reduce(DecisionCost::plus)));
  }
}
