package io.nearfar.edge.run;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Row of a published file of a run, without its content: see {@link RunFiles}. */
@Entity
@Table(name = "run_file")
@IdClass(RunFileEntity.Key.class)
public class RunFileEntity extends PanacheEntityBase {

  @Id public String run;
  @Id public String name;
  public String contentType;
  public long size;
  public Instant created;

  /** What a list shows of a file. The framework calls its constructor, in its own way. */
  @RegisterForReflection
  record Label(String run, String name, Instant created) {}

  static Optional<RunFileEntity> of(String run, String name) {
    return find("run = ?1 and name = ?2", run, name).firstResultOptional();
  }

  /** The labels of a run's files. */
  static List<Label> labels(String run) {
    return find("select run, name, created from RunFileEntity where run = ?1 order by name", run)
        .project(Label.class)
        .list();
  }

  /** The labels of all files. */
  static List<Label> labels() {
    return find("select run, name, created from RunFileEntity order by name")
        .project(Label.class)
        .list();
  }

  /** The primary key. */
  public static final class Key {
    public String run;
    public String name;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && run.equals(key.run) && name.equals(key.name);
    }

    @Override
    public int hashCode() {
      return 31 * run.hashCode() + name.hashCode();
    }
  }
}
