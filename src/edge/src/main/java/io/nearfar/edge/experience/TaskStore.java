package io.nearfar.edge.experience;

import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.task.Decision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Task records and experience in PostgreSQL. Every method blocks. */
@Singleton
public class TaskStore {

  /** Rule 2 as one atomic statement: only a higher reward replaces. */
  private static final String UPSERT =
      """
      insert into experience (scenario, keywords, decision, reward, evaluation)
      values (:scenario, :keywords, :decision, :reward, :evaluation)
      on conflict (scenario, keywords) do update
        set decision = excluded.decision, reward = excluded.reward,
            evaluation = excluded.evaluation, learned = now()
        where excluded.reward > experience.reward
      """;

  private static final String COUNT =
      """
      insert into run_tasks (run, tasks, first_arrival, last_arrival)
      values (:run, :tasks, :first, :last)
      on conflict (run) do update
        set tasks = run_tasks.tasks + excluded.tasks,
            first_arrival = least(run_tasks.first_arrival, excluded.first_arrival),
            last_arrival = greatest(run_tasks.last_arrival, excluded.last_arrival)
      """;

  private static final String RECALL =
      """
      select keywords, decision, reward, evaluation from experience
      where scenario = :scenario order by learned, keywords
      """;

  private final EntityManager entities;

  TaskStore(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * A page of a run's records.
   *
   * @param tasks in the order they were written
   * @param last number of the last row, where the next page begins; the page's own begin when it is
   *     empty
   */
  public record Page(List<TaskRecord> tasks, long last) {}

  /**
   * Writes records in one transaction: all or none. Those that are there already, from a try whose
   * answer was lost or from a journal, are left out.
   *
   * @return how many were not there
   */
  int write(Collection<TaskRecord> tasks) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<TaskEntity> rows = tasks.stream().map(TaskRows::row).toList();
              Set<Key> known =
                  TaskEntity.like(rows).stream().map(Key::of).collect(Collectors.toSet());
              List<TaskEntity> fresh = rows.stream().filter(row -> known.add(Key.of(row))).toList();
              TaskEntity.persist(fresh);
              count(fresh);
              return fresh.size();
            });
  }

  /** Run by run in the order of their labels: two writers do not wait for each other. */
  private void count(List<TaskEntity> fresh) {
    fresh.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.run,
                TreeMap::new,
                Collectors.mapping(row -> row.arrival, Collectors.toList())))
        .forEach(
            (run, arrivals) ->
                entities
                    .createNativeQuery(COUNT)
                    .setParameter("run", run)
                    .setParameter("tasks", arrivals.size())
                    .setParameter("first", Collections.min(arrivals))
                    .setParameter("last", Collections.max(arrivals))
                    .executeUpdate());
  }

  /** What makes a row the same one; clients may use an id again. */
  private record Key(String run, String id, Instant arrival) {
    static Key of(TaskEntity row) {
      return new Key(row.run, row.id, row.arrival);
    }
  }

  /** Records of a run after a row's number. */
  public Page page(String run, long after, int limit) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              List<TaskEntity> rows = TaskEntity.ofRun(run, after, limit);
              long last = rows.isEmpty() ? after : rows.get(rows.size() - 1).number;
              return new Page(rows.stream().map(TaskRows::task).toList(), last);
            });
  }

  /** The newest records, newest first. */
  public List<TaskRecord> newest(int limit) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> TaskEntity.newest(limit).stream().map(TaskRows::task).toList());
  }

  /** How many records of a run are in the database. */
  public long count(String run) {
    return QuarkusTransaction.joiningExisting().call(() -> TaskEntity.count("run", run));
  }

  /** Takes up experiences under a scenario's key, by rule 2. */
  void learn(String scenario, Collection<Experience> experiences) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                experiences.forEach(
                    experience ->
                        entities
                            .createNativeQuery(UPSERT)
                            .setParameter("scenario", scenario)
                            .setParameter("keywords", TaskRows.keywords(experience.condition()))
                            .setParameter("decision", experience.decision().word())
                            .setParameter("reward", experience.reward())
                            .setParameter("evaluation", experience.evaluation().word())
                            .executeUpdate()));
  }

  /** The experiences under a scenario's key, oldest first. */
  List<Experience> recall(String scenario) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              List<?> rows =
                  entities
                      .createNativeQuery(RECALL)
                      .setParameter("scenario", scenario)
                      .getResultList();
              return rows.stream().map(row -> experience((Object[]) row)).toList();
            });
  }

  private static Experience experience(Object[] columns) {
    return new Experience(
        TaskRows.condition((String) columns[0]),
        Decision.ofWord((String) columns[1]),
        ((Number) columns[2]).doubleValue(),
        Evaluation.ofWord((String) columns[3]));
  }
}
