package io.nearfar.edge.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs in PostgreSQL. Every method blocks. */
@Singleton
public class RunStore {

  private static final String COUNTS =
      "select run, tasks, first_arrival, last_arrival from run_tasks";

  private static final String COUNT = COUNTS + " where run = :run";

  private static final String DELETE_TASKS =
      "delete from task where number in (select number from task where run = :run limit 50000)";

  private static final String UNCOUNT =
      "update run_tasks set tasks = tasks - :deleted where run = :run";

  private static final String FORGET = "delete from run_tasks where run = :run and tasks <= 0";

  private final EntityManager entities;

  RunStore(EntityManager entities) {
    this.entities = entities;
  }

  private record Count(long tasks, Instant first, Instant last) {
    static final Count NONE = new Count(0, null, null);
  }

  /**
   * Deletes what is kept of a run: its task records and its files.
   *
   * @return whether there was anything
   */
  boolean delete(String run) {
    long deleted = deleteTasks(run);
    // Last: whoever finds none of them finds the label free.
    deleted += QuarkusTransaction.requiringNew().call(() -> RunFileEntity.delete("run", run));
    return deleted > 0;
  }

  /** In parts, since a statement may only take so long. */
  private long deleteTasks(String run) {
    long all = 0;
    int part;
    do {
      part = QuarkusTransaction.requiringNew().call(() -> deleteSomeTasks(run));
      all += part;
    } while (part > 0);
    return all;
  }

  private int deleteSomeTasks(String run) {
    int deleted = entities.createNativeQuery(DELETE_TASKS).setParameter("run", run).executeUpdate();
    entities
        .createNativeQuery(UNCOUNT)
        .setParameter("run", run)
        .setParameter("deleted", deleted)
        .executeUpdate();
    if (deleted == 0) {
      entities.createNativeQuery(FORGET).setParameter("run", run).executeUpdate();
    }
    return deleted;
  }

  /** One run; a label that nobody has used has no tasks and no files. */
  RunView run(String run) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                view(
                    run,
                    counts(COUNT, run).getOrDefault(run, Count.NONE),
                    RunFileEntity.labels(run)));
  }

  /** All runs, the one heard of last first. */
  List<RunView> runs() {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              Map<String, Count> counts = counts(COUNTS, null);
              Map<String, List<RunFileEntity.Label>> files =
                  RunFileEntity.labels().stream()
                      .collect(
                          Collectors.groupingBy(
                              RunFileEntity.Label::run, TreeMap::new, Collectors.toList()));
              files.keySet().forEach(run -> counts.putIfAbsent(run, Count.NONE));
              List<RunView> views = new ArrayList<>();
              counts.forEach(
                  (run, count) -> views.add(view(run, count, files.getOrDefault(run, List.of()))));
              views.sort(
                  Comparator.comparing(RunView::latest).reversed().thenComparing(RunView::run));
              return views;
            });
  }

  private Map<String, Count> counts(String query, String run) {
    var prepared = entities.createNativeQuery(query, Object[].class);
    if (run != null) {
      prepared.setParameter("run", run);
    }
    Map<String, Count> counts = new HashMap<>();
    for (Object row : prepared.getResultList()) {
      Object[] columns = (Object[]) row;
      counts.put(
          (String) columns[0],
          new Count(((Number) columns[1]).longValue(), (Instant) columns[2], (Instant) columns[3]));
    }
    return counts;
  }

  private static RunView view(String run, Count count, List<RunFileEntity.Label> files) {
    return new RunView(
        run,
        count.tasks(),
        count.first(),
        count.last(),
        files.stream()
            .map(RunFileEntity.Label::created)
            .max(Comparator.naturalOrder())
            .orElse(null),
        files.stream().map(RunFileEntity.Label::name).toList());
  }
}
