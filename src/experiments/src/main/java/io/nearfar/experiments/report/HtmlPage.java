package io.nearfar.experiments.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report as one page that needs nothing else: style and pictures are in it. */
final class HtmlPage {

  private static final String HTML = "text/html";
  private static final Template TEMPLATE =
      Engine.builder()
          .addDefaults()
          .addValueResolver(new ReflectionValueResolver())
          .addResultMapper(new HtmlEscaper(List.of(HTML)))
          .removeStandaloneLines(true)
          .strictRendering(true)
          .build()
          .parse(resource("report.html"), Variant.forContentType(HTML));

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

  /** A figure; {@code svg} is empty when it was not drawn. */
  public record Drawing(String title, boolean drawn, RawString svg, String caption) {
    static Drawing of(Figure figure) {
      return new Drawing(
          figure.title(),
          figure.svg().isPresent(),
          new RawString(figure.svg().orElse("")),
          figure.caption());
    }
  }

  /** The page of a run. */
  static String of(RunData run, Summary summary, List<Figure> figures) {
    return TEMPLATE
        .data("style", new RawString(resource("report.css")))
        .data("run", run.facts().run())
        .data("lead", Headline.lead(run, summary))
        .data("verdicts", summary.verdicts().stream().map(VerdictLine::of).toList())
        .data("facts", Headline.facts(run, summary))
        .data("parts", Parts.of(summary))
        .data("figures", figures.stream().map(Drawing::of).toList())
        .data("terms", Parts.terms())
        .render();
  }

  /** The page of a run whose single tasks are not known: without verdicts and figures. */
  static String of(String run, String lead, List<Fact> facts, List<Part> parts) {
    return TEMPLATE
        .data("style", new RawString(resource("report.css")))
        .data("run", run)
        .data("lead", lead)
        .data("verdicts", List.of())
        .data("facts", facts)
        .data("parts", parts)
        .data("figures", List.of())
        .data("terms", Parts.terms())
        .render();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " cannot be read", e);
    }
  }
}
