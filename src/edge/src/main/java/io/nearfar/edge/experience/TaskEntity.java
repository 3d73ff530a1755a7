package io.nearfar.edge.experience;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Row of a finished task; column names are the snake case of these. */
@Entity
@Table(name = "task")
public class TaskEntity extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "task_seq")
  @SequenceGenerator(name = "task_seq", allocationSize = 50)
  public Long number;

  public String run;
  public String id;
  public Instant arrival;
  public Integer userNumber;
  public String serviceType;
  public String keywords;
  public int promptTokens;
  public int expectedOutputTokens;
  public int outputTokens;
  public String policy;
  public String decision;
  public String origin;
  public String decisionFailure;
  public String tier;
  public String model;
  public String hopFailure;
  public String ending;
  public double decisionSeconds;
  public Double measuredTtftSeconds;
  public Double measuredTpotSeconds;
  public double measuredDelaySeconds;
  public Double measuredBackhaulSeconds;
  public Double analyticTtftSeconds;
  public Double analyticTpotSeconds;
  public double analyticDelaySeconds;
  public Double analyticBackhaulSeconds;
  public boolean feasible;
  public boolean attainable;
  public double radioSeconds;
  public double reward;
  public double analyticReward;
  public double regret;

  /** Rows of a run in the order they were written, after a row's number. */
  static List<TaskEntity> ofRun(String run, long after, int limit) {
    return find("run = ?1 and number > ?2 order by number", run, after).range(0, limit - 1).list();
  }

  /** Rows in the database that share run, id and arrival with some of these. */
  static List<TaskEntity> like(Collection<TaskEntity> rows) {
    return list(
        "run in ?1 and id in ?2 and arrival in ?3",
        rows.stream().map(row -> row.run).distinct().toList(),
        rows.stream().map(row -> row.id).distinct().toList(),
        rows.stream().map(row -> row.arrival).distinct().toList());
  }

  /** The newest rows, newest first. */
  static List<TaskEntity> newest(int limit) {
    return find("order by number desc").range(0, limit - 1).list();
  }
}
