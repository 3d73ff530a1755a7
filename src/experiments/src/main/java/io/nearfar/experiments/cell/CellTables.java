package io.nearfar.experiments.cell;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.nearfar.experiments.report.Numbers;
import io.nearfar.experiments.report.Table;
import io.nearfar.experiments.result.CsvTable;
import io.nearfar.model.radio.CellSnapshot.UserLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A cell as tables for the terminal, and as CSV. */
final class CellTables {

  private static final double MEGA = 1e6;
  private static final List<String> USER =
      List.of("user", "sight", "x m", "y m", "distance m", "loss dB", "SINR dB");

  private CellTables() {}

  /** A row of {@code users.csv}: a user under one scheduler. */
  @JsonPropertyOrder({
    "user",
    "discipline",
    "xMetres",
    "yMetres",
    "distanceMetres",
    "lineOfSight",
    "lossDb",
    "meanSinrDb",
    "bitPerSecond"
  })
  record UserRow(
      int user,
      String discipline,
      double xMetres,
      double yMetres,
      double distanceMetres,
      boolean lineOfSight,
      double lossDb,
      double meanSinrDb,
      double bitPerSecond) {}

  /** A row of {@code schedulers.csv}. */
  @JsonPropertyOrder({
    "discipline",
    "users",
    "unservedUsers",
    "sumBitPerSecond",
    "leastBitPerSecond",
    "jainIndex"
  })
  record SchedulerRow(
      String discipline,
      int users,
      long unservedUsers,
      double sumBitPerSecond,
      double leastBitPerSecond,
      double jainIndex) {

    static SchedulerRow of(ScheduledRates rates) {
      return new SchedulerRow(
          rates.discipline(),
          rates.bitPerSecond().size(),
          rates.unserved(),
          rates.sum(),
          rates.least(),
          rates.jainIndex());
    }
  }

  static List<UserRow> userRows(CellStudy study) {
    List<UserRow> rows = new ArrayList<>();
    for (ScheduledRates rates : study.rates()) {
      for (int user = 0; user < study.links().size(); user++) {
        UserLink link = study.links().get(user);
        rows.add(
            new UserRow(
                user,
                rates.discipline(),
                link.xMetres(),
                link.yMetres(),
                link.distanceMetres(),
                link.lineOfSight(),
                link.lossDb(),
                link.meanSinrDb(),
                rates.bitPerSecond().get(user)));
      }
    }
    return rows;
  }

  /** Writes {@code users.csv} and {@code schedulers.csv} into a directory that exists. */
  static void write(CellStudy study, Path directory) {
    new CsvTable<>(UserRow.class).write(directory.resolve("users.csv"), userRows(study), r -> r);
    new CsvTable<>(SchedulerRow.class)
        .write(directory.resolve("schedulers.csv"), study.rates(), SchedulerRow::of);
  }

  /** Each user's link, and its rate under each scheduler. */
  static Table users(CellStudy study) {
    List<String> headings = new ArrayList<>(USER);
    study.rates().forEach(rates -> headings.add(rates.discipline()));
    List<Table.Row> rows =
        IntStream.range(0, study.links().size()).mapToObj(user -> row(study, user)).toList();
    return new Table(
        "Users of the cell",
        List.of(
            new Table.Span("", USER.size()), new Table.Span("mean Mbit/s", study.rates().size())),
        headings,
        2,
        rows);
  }

  private static Table.Row row(CellStudy study, int user) {
    UserLink link = study.links().get(user);
    List<String> cells =
        new ArrayList<>(
            List.of(
                String.valueOf(user),
                link.lineOfSight() ? "yes" : "no",
                Numbers.fixed(link.xMetres(), 1),
                Numbers.fixed(link.yMetres(), 1),
                Numbers.fixed(link.distanceMetres(), 1),
                Numbers.fixed(link.lossDb(), 1),
                Numbers.fixed(link.meanSinrDb(), 1)));
    study.rates().forEach(rates -> cells.add(mega(rates.bitPerSecond().get(user))));
    return new Table.Row(false, cells);
  }

  /** What each scheduler makes of the cell. */
  static Table schedulers(CellStudy study) {
    return new Table(
        "Schedulers",
        List.of(new Table.Span("", 2), new Table.Span("Mbit/s", 3), new Table.Span("", 1)),
        List.of("scheduler", "never served", "sum", "mean", "least", "Jain's index"),
        1,
        study.rates().stream()
            .map(
                rates ->
                    new Table.Row(
                        false,
                        List.of(
                            rates.discipline(),
                            Numbers.count(rates.unserved()),
                            mega(rates.sum()),
                            mega(rates.mean()),
                            mega(rates.least()),
                            Numbers.fixed(rates.jainIndex(), 3))))
            .toList());
  }

  private static String mega(double bitPerSecond) {
    return Numbers.fixed(bitPerSecond / MEGA, 3);
  }
}
