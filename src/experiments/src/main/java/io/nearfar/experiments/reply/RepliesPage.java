package io.nearfar.experiments.reply;

import io.nearfar.experiments.report.HtmlTemplate;
import io.nearfar.experiments.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The study as one page. */
final class RepliesPage {

  private static final HtmlTemplate TEMPLATE = new HtmlTemplate(RepliesPage.class, "replies.html");

  private RepliesPage() {}

  /** A table with a sentence before it. */
  public record Part(Table table, String explanation) {}

  /** The page of a study, a decision model after the other. */
  static String of(String scenario, List<ReplyTables> deciders) {
    List<Part> parts = new ArrayList<>();
    for (ReplyTables tables : deciders) {
      parts.add(
          new Part(
              tables.forms(),
              "Valid: the one word, give or take case and punctuation; decorated: one decision"
                  + " inside more words; unusable: none, or both. First whole prompts, with 0, 1, ... all"
                  + " examples; below them prompts with all examples and one part left out, which say"
                  + " what a part is for and are in no share above."));
      parts.add(
          new Part(
              tables.byExamples(),
              "How many conditions are decided, and how many of them as the oracle does. Each example is the oracle's own"
                  + " decision about one condition, in a fixed order; with all of them every"
                  + " condition has been shown, and copying is enough. A constant answer is right"
                  + " about half."));
      parts.add(
          new Part(
              tables.byPart(),
              "The same with all examples, when one part of the prompt is missing. Without the"
                  + " condition every question is the same."));
      parts.add(
          new Part(
              tables.decisions(),
              "Each decision as it is, with ln Pr(offload) - ln Pr(local) where the model gave"
                  + " log-probabilities of both."));
    }
    return TEMPLATE.render(Map.of("scenario", scenario, "parts", parts));
  }
}
