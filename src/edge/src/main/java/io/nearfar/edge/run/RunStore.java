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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs and their published files in PostgreSQL. Every method blocks. */
@Singleton
public class RunStore {

  /** One statement, so that of two publishers at the same time one comes after the other. */
  private static final String INSERT =
      """
      insert into run_file (run, name, content, content_type, size, created)
      values (:run, :name, :content, :type, :size, now())
      on conflict (run, name)
      """;

  private static final String REPLACE =
      INSERT
          + """
          do update set content = excluded.content, content_type = excluded.content_type,
                        size = excluded.size, created = excluded.created
          """;

  private static final String KEEP = INSERT + "do nothing";

  private static final String COUNT =
      "select run, count(*), min(arrival), max(arrival) from task group by run";

  private static final String COUNT_ONE =
      "select :run, count(*), min(arrival), max(arrival) from task where run = :run";

  private final EntityManager entities;

  RunStore(EntityManager entities) {
    this.entities = entities;
  }

  private record Count(long tasks, Instant first, Instant last) {
    static final Count NONE = new Count(0, null, null);
  }

  /** Keeps a file, in place of what has its name. */
  void put(String run, String name, String contentType, byte[] content) {
    write(REPLACE, run, name, contentType, content);
  }

  /**
   * Keeps a file unless there is one of its name.
   *
   * @return whether there was none
   */
  boolean putNew(String run, String name, String contentType, byte[] content) {
    return write(KEEP, run, name, contentType, content) == 1;
  }

  private int write(String statement, String run, String name, String contentType, byte[] content) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                entities
                    .createNativeQuery(statement)
                    .setParameter("run", run)
                    .setParameter("name", name)
                    .setParameter("content", content)
                    .setParameter("type", contentType)
                    .setParameter("size", (long) content.length)
                    .executeUpdate());
  }

  /** A published file of a run. */
  Optional<RunFileEntity> file(String run, String name) {
    return QuarkusTransaction.joiningExisting().call(() -> RunFileEntity.of(run, name));
  }

  /** One run; a label that nobody has used has no tasks and no files. */
  RunView run(String run) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> view(run, counts(COUNT_ONE, run).get(run), RunFileEntity.labels(run)));
  }

  /** All runs, the one heard of last first. */
  List<RunView> runs() {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              Map<String, Count> counts = counts(COUNT, null);
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
