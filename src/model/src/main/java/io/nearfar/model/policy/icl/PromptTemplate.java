package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.icl.Prompt.Message;
import io.nearfar.model.task.Condition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders prompts from one text ({@code prompt.txt} beside this class) in either layout: goal,
 * definition, examples, condition, reply rule.
 */
public final class PromptTemplate {

  /** What stands where examples would, before there are any. */
  static final String NO_EXAMPLES = "none yet";

  /** Begins the line that states a condition. */
  static final String CONDITION = "condition: ";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final String BETWEEN = "\n\n";

  private final PromptLayout layout;
  private final Vocabulary vocabulary;
  private final Set<PromptPart> parts;
  private final Map<String, String> described;

  /** The study's template for a deployment: one message, in words of the service type. */
  public PromptTemplate(TaskDescription description) {
    this(description, PromptLayout.SINGLE, Vocabulary.SERVICE);
  }

  /** The template for a deployment. */
  public PromptTemplate(TaskDescription description, PromptLayout layout, Vocabulary vocabulary) {
    this(layout, vocabulary, EnumSet.allOf(PromptPart.class), values(description, vocabulary));
  }

  private PromptTemplate(
      PromptLayout layout,
      Vocabulary vocabulary,
      Set<PromptPart> parts,
      Map<String, String> described) {
    this.layout = layout;
    this.vocabulary = vocabulary;
    this.parts = parts;
    this.described = described;
  }

  private static Map<String, String> values(TaskDescription description, Vocabulary vocabulary) {
    Map<String, String> values = new HashMap<>(description.values());
    values.putAll(vocabulary.texts());
    return values;
  }

  /** The same template without a part: what the part is good for shows when it is missing. */
  public PromptTemplate without(PromptPart part) {
    Set<PromptPart> left = EnumSet.copyOf(parts);
    left.remove(part);
    return new PromptTemplate(layout, vocabulary, left, described);
  }

  /** The prompt of a condition with the pool's examples. */
  public Prompt render(ExperiencePool pool, Condition condition) {
    return switch (layout) {
      case SINGLE -> single(pool.examples(), condition);
      case TURNS -> turns(pool.examples(), condition);
    };
  }

  private Prompt single(List<Experience> examples, Condition condition) {
    Map<String, String> values = new HashMap<>(described);
    values.put("examples", numbered(examples));
    values.put("condition", vocabulary.say(condition).toString());
    return Prompt.of(text(parts, values));
  }

  private Prompt turns(List<Experience> examples, Condition condition) {
    Set<PromptPart> fixed = EnumSet.copyOf(parts);
    fixed.remove(PromptPart.EXAMPLES);
    fixed.remove(PromptPart.CONDITION);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.SYSTEM, text(fixed, described)));
    String outcome = "";
    if (parts.contains(PromptPart.EXAMPLES)) {
      for (Experience example : examples) {
        String asked = CONDITION + vocabulary.say(example.condition());
        messages.add(new Message(Role.USER, outcome + asked));
        messages.add(new Message(Role.ASSISTANT, example.decision().word()));
        outcome = outcome(example) + BETWEEN;
      }
    }
    boolean asks = parts.contains(PromptPart.CONDITION);
    String last = outcome + (asks ? CONDITION + vocabulary.say(condition) : "");
    if (!last.isEmpty()) {
      messages.add(new Message(Role.USER, last.stripTrailing()));
    }
    return new Prompt(messages);
  }

  private String numbered(List<Experience> examples) {
    if (examples.isEmpty()) {
      return NO_EXAMPLES;
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      Experience example = examples.get(i);
      lines.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(CONDITION);
      lines.append(vocabulary.say(example.condition()));
      lines.append(" | decision: ").append(example.decision());
      lines.append(" | ").append(outcome(example));
    }
    return lines.toString();
  }

  private static String outcome(Experience example) {
    return String.format(
        Locale.ROOT, "reward: %.2f | evaluation: %s", example.reward(), example.evaluation());
  }

  private static String text(Set<PromptPart> parts, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    for (PromptPart part : parts) {
      text.append(text.isEmpty() ? "" : BETWEEN).append(fill(PromptText.of(part), values));
    }
    return text.toString();
  }

  /** One pass over the text: braces in a value, such as a model's name, are only text. */
  private static String fill(String text, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
  }

  private static String value(MatchResult match, Map<String, String> values) {
    String value = values.get(match.group(1));
    if (value == null) {
      throw new IllegalStateException("prompt.txt has an unknown placeholder " + match.group());
    }
    return value;
  }
}
