package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Drawing;
import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.HtmlTemplate;
import io.nearfar.experiments.report.Table;
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
          claim.held() ? "met" : "missed",
          claim.verdict(),
          claim.statement(),
          claim.numberText(),
          claim.subject(),
          claim.criterion());
    }
  }

  /**
   * The page.
   *
   * @param failed the panel whose failure ended it, if one did
   */
  static String of(List<Section> sections, int seeds, Optional<Character> failed) {
    long claims = sections.stream().mapToLong(section -> section.claims().size()).sum();
    long held =
        sections.stream().flatMap(section -> section.claims().stream()).filter(Claim::held).count();
    return TEMPLATE.render(
        Map.of(
            "seeds",
            seeds,
            "costExplanation",
            CostTable.EXPLANATION,
            "claims",
            claims,
            "held",
            held,
            "failed",
            failed.map(String::valueOf).orElse(""),
            "sections",
            sections.stream().map(SectionView::of).toList()));
  }
}
