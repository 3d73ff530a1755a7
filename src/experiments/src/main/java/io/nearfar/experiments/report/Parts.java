package io.nearfar.experiments.report;

import io.nearfar.experiments.report.HtmlPage.Part;
import io.nearfar.experiments.result.RunFacts;
import java.util.ArrayList;
import java.util.List;

/** The tables with the words around them. */
final class Parts {

  private Parts() {}

  /** Every table of a run, in order. */
  static List<Part> of(RunData run, Summary summary) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(
            Tables.comparison(summary),
            "Means over tasks completed by the tier that was decided; err % is the mean absolute"
                + " percentage error of the single tasks, relative to the model.",
            List.of()));
    parts.add(
        new Part(
            Tables.outcome(summary),
            "Delays are those of completed tasks; success, reward and regret also count answers that"
                + " the other tier gave after a failure (fallback).",
            summary.notes()));
    parts.add(
        new Part(
            Tables.decisions(summary),
            "Every task is here, however it ended. A task belongs to the tier that generated.",
            List.of()));
    if (run.facts().clock() == RunFacts.Clock.REAL) {
      CourseTable.of(run.tasks())
          .ifPresent(
              table ->
                  parts.add(
                      new Part(
                          table,
                          "Windows of equal length. Backhaul and delays are means over tasks that"
                              + " were completed by the tier that was decided; fallback counts the"
                              + " others that were answered.",
                          List.of())));
    }
    summary
        .clients()
        .ifPresent(
            view ->
                parts.add(
                    new Part(
                        Tables.clients(view),
                        "The same tasks from the far end of the connection: means, and the mean of"
                            + " client minus gateway.",
                        Summary.notes(view))));
    return parts;
  }

  /** The terms of the page. */
  static List<Fact> terms() {
    return List.of(
        new Fact("TTFT", "time to first token: arrival at the gateway to the first token sent on"),
        new Fact(
            "TPOT",
            "time per output token: (last token - first token) / (n - 1); empty for n = 1 and for"
                + " answers that are not streamed"),
        new Fact("delay", "arrival at the gateway to the last token, without the radio link"),
        new Fact(
            "backhaul",
            "the share of the delay between edge and cloud; the model uses its running estimate at"
                + " the moment of the decision"),
        new Fact("success", "the answer met the quality its service type requires, (4e)"),
        new Fact(
            "infeasible",
            "neither decision meets (4e): the task is served all the same, and never a success"),
        new Fact(
            "reward", "equation (10): target - delay - penalty if (4e) is violated, in seconds"),
        new Fact("regret", "reward of the best decision - reward of the one taken, by the model"),
        new Fact(
            "origin",
            "explored: drawn at random; model: the decision model was asked; cached: it had been"
                + " asked before; fallback: it failed and the analytic model decided; pinned: by"
                + " the client; rule: by a policy without a decision model"));
  }
}
