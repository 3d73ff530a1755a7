package io.nearfar.model.policy.icl;

import io.nearfar.model.task.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders prompts from one template ({@code prompt.txt} beside this class): goal, definition,
 * examples, condition, reply rule.
 */
public final class PromptTemplate {

  /** What stands where examples would, before there are any. */
  static final String NO_EXAMPLES = "none yet";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final String TEMPLATE = read();

  private final Map<String, String> described;

  /** The template for a deployment. */
  public PromptTemplate(TaskDescription description) {
    this.described = description.values();
  }

  /** The prompt of a condition with the pool's examples. */
  public Prompt render(ExperiencePool pool, Condition condition) {
    Map<String, String> values = new HashMap<>(described);
    values.put("examples", examples(pool.examples()));
    values.put("condition", condition.toString());
    return new Prompt(fill(values));
  }

  private static String examples(List<Experience> examples) {
    if (examples.isEmpty()) {
      return NO_EXAMPLES;
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      Experience example = examples.get(i);
      lines.append(i == 0 ? "" : "\n").append(i + 1).append(". condition: ");
      lines.append(example.condition()).append(" | decision: ").append(example.decision());
      lines.append(String.format(Locale.ROOT, " | reward: %.2f", example.reward()));
      lines.append(" | evaluation: ").append(example.evaluation());
    }
    return lines.toString();
  }

  /** One pass over the template: braces in a value, such as a model's name, are only text. */
  private static String fill(Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(TEMPLATE);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
  }

  private static String value(MatchResult match, Map<String, String> values) {
    String value = values.get(match.group(1));
    if (value == null) {
      throw new IllegalStateException("prompt.txt has an unknown placeholder " + match.group());
    }
    return value;
  }

  private static String read() {
    try (InputStream template = PromptTemplate.class.getResourceAsStream("prompt.txt")) {
      return new String(template.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException("the prompt template prompt.txt cannot be read", e);
    }
  }
}
