package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Claim.Verdict;
import io.nearfar.experiments.report.Drawing;
import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.HtmlTemplate;
import io.nearfar.experiments.report.Table;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report of the figures as one page: per panel its pictures and what became of its claims. */
final class FiguresPage {

  private static final HtmlTemplate TEMPLATE = new HtmlTemplate(FiguresPage.class, "figures.html");

  private FiguresPage() {}

  /** A panel with what was drawn and found. */
  record Section(Panel panel, List<Figure> figures, Optional<Table> costs, List<Claim> claims) {}

  /** A section as the template takes it. */
  public record SectionView(
      String letter,
      String title,
      String text,
      List<Drawing> figures,
      List<Table> costs,
      List<ClaimView> claims) {

    static SectionView of(Section section) {
      return new SectionView(
          String.valueOf(section.panel().letter()),
          section.panel().title(),
          section.panel().text(),
          section.figures().stream().map(Drawing::of).toList(),
          section.costs().stream().toList(),
          section.claims().stream().map(ClaimView::of).toList());
    }
  }

  /** A claim as the template takes it. */
  public record ClaimView(
      String kind,
      String verdict,
      String statement,
      String number,
      String subject,
      String criterion) {

    static ClaimView of(Claim claim) {
      return new ClaimView(
          kindOf(claim.verdict()),
          claim.verdict().word(),
          claim.statement(),
          claim.numberText(),
          claim.subject(),
          claim.criterion());
    }
  }

  private static String kindOf(Verdict verdict) {
    return switch (verdict) {
      case HELD -> "met";
      case UNDECIDED -> "open";
      case FAILED -> "missed";
    };
  }

  /**
   * The page.
   *
   * @param failed the panel whose failure ended it, if one did
   */
  static String of(List<Section> sections, int seeds, Optional<Character> failed) {
    List<Verdict> verdicts =
        sections.stream()
            .flatMap(section -> section.claims().stream())
            .map(Claim::verdict)
            .toList();
    return TEMPLATE.render(
        Map.of(
            "seeds",
            seeds,
            "costExplanation",
            CostTable.EXPLANATION,
            "claims",
            verdicts.size(),
            "held",
            Collections.frequency(verdicts, Verdict.HELD),
            "undecided",
            Collections.frequency(verdicts, Verdict.UNDECIDED),
            "missed",
            Collections.frequency(verdicts, Verdict.FAILED),
            "failed",
            failed.map(String::valueOf).orElse(""),
            "sections",
            sections.stream().map(SectionView::of).toList()));
  }
}
