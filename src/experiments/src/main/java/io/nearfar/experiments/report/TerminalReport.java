package io.nearfar.experiments.report;

import java.util.ArrayList;
import java.util.List;

/** The report on a terminal of 120 columns, in plain ASCII wherever the run's own words are. */
final class TerminalReport {

  private static final int WIDTH = 120;

  private TerminalReport() {}

  static List<String> lines(RunData run, Summary summary) {
    List<String> lines = new ArrayList<>();
    wrap(
        "Run "
            + run.facts().run()
            + ": scenario "
            + run.scenario().name()
            + ", policy "
            + run.scenario().policy().name()
            + ", decision model "
            + run.facts().decisionModel()
            + ", "
            + run.facts().clock()
            + " clock",
        lines);
    for (HtmlPage.Part part : Parts.of(run, summary)) {
      lines.add("");
      lines.add(part.table().title());
      lines.addAll(part.table().lines());
      part.notes().forEach(note -> wrap(note, lines));
    }
    run.facts().decisionCost().ifPresent(cost -> wrap(CostFacts.sentence(cost), lines));
    lines.add("");
    summary.verdicts().forEach(verdict -> lines.add(verdict.sentence()));
    return lines;
  }

  /** Breaks a text between words. */
  static void wrap(String text, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ");
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
  }
}
