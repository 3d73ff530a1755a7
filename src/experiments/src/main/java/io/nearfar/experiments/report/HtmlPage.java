package io.nearfar.experiments.report;

import java.util.List;
import java.util.Map;

/** The report as one page that needs nothing else: style and pictures are in it. */
final class HtmlPage {

  private static final HtmlTemplate TEMPLATE = new HtmlTemplate(HtmlPage.class, "report.html");

  private HtmlPage() {}

  /** A verdict and how it is set: met, missed or nothing. */
  public record VerdictLine(String kind, String sentence) {
    static VerdictLine of(ModelVerdict verdict) {
      String kind = verdict.worst().isEmpty() ? "none" : verdict.met() ? "met" : "missed";
      return new VerdictLine(kind, verdict.sentence());
    }
  }

  /** A table with a sentence before it and sentences after it. */
  public record Part(Table table, String explanation, List<String> notes) {}

  /** The page of a run. */
  static String of(RunData run, Summary summary, List<Figure> figures) {
    return TEMPLATE.render(
        Map.of(
            "run", run.facts().run(),
            "lead", Headline.lead(run, summary),
            "verdicts", summary.verdicts().stream().map(VerdictLine::of).toList(),
            "facts", Headline.facts(run, summary),
            "parts", Parts.of(run, summary),
            "figures", figures.stream().map(Drawing::of).toList(),
            "terms", Parts.terms()));
  }

  /** The page of a run whose single tasks are not known: without verdicts. */
  static String of(
      String run, String lead, List<Fact> facts, List<Part> parts, List<Figure> figures) {
    return TEMPLATE.render(
        Map.of(
            "run", run,
            "lead", lead,
            "verdicts", List.of(),
            "facts", facts,
            "parts", parts,
            "figures", figures.stream().map(Drawing::of).toList(),
            "terms", Parts.terms()));
  }
}
