package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.icl.Prompt.Message;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rendered prompt says, in either layout and in whatever words.
 *
 * @param examples in the order of the prompt
 * @param present the condition that is asked about
 * @param told where the prompt states which option is the faster one
 */
record PromptReading(List<Experience> examples, Condition present, String told) {

  private static final String OUTCOME = "reward: (-?\\d+\\.\\d+) \\| evaluation: (good|bad)";
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^\\d+\\. condition: (.+) \\| decision: (local|offload) \\| " + OUTCOME + "$");
  private static final Pattern NUMBERED = Pattern.compile("^\\d+\\. .*$", Pattern.MULTILINE);
  private static final Pattern ANSWERED = Pattern.compile("^" + OUTCOME + "$", Pattern.MULTILINE);
  private static final Pattern CONDITION = Pattern.compile("^condition: (.+)$", Pattern.MULTILINE);
  private static final Pattern FASTER =
      Pattern.compile("Faster option: (local|offload)$", Pattern.MULTILINE);

  /**
   * Reads a prompt.
   *
   * @throws IllegalArgumentException when it is not one of {@link PromptTemplate}
   */
  static PromptReading of(Prompt prompt) {
    List<Message> messages = prompt.messages();
    String first = messages.get(0).text();
    if (messages.size() == 1) {
      return new PromptReading(numbered(first), asked(first), first);
    }
    List<Experience> examples = new ArrayList<>();
    for (int i = 1; i + 2 < messages.size(); i += 2) {
      examples.add(turn(messages.get(i), messages.get(i + 1), messages.get(i + 2)));
    }
    return new PromptReading(examples, asked(messages.get(messages.size() - 1).text()), first);
  }

  /** The option that the prompt calls the faster one. */
  Decision faster() {
    return Decision.ofWord(required(FASTER, "faster option", told).group(1));
  }

  private static List<Experience> numbered(String text) {
    List<Experience> examples = new ArrayList<>();
    Matcher numbered = NUMBERED.matcher(text);
    while (numbered.find()) {
      Matcher line = EXAMPLE.matcher(numbered.group());
      if (!line.matches()) {
        throw new IllegalArgumentException(
            "the prompt has an example that cannot be read: " + numbered.group());
      }
      examples.add(example(keywords(line.group(1)), line.group(2), line.group(3), line.group(4)));
    }
    return examples;
  }

  private static Experience turn(Message asked, Message decided, Message next) {
    Matcher outcome = required(ANSWERED, "reward and evaluation of an example", next.text());
    return example(asked(asked.text()), decided.text(), outcome.group(1), outcome.group(2));
  }

  private static Experience example(
      Condition condition, String decision, String reward, String evaluation) {
    return new Experience(
        condition,
        Decision.ofWord(decision),
        Double.parseDouble(reward),
        Evaluation.ofWord(evaluation));
  }

  private static Condition asked(String text) {
    return keywords(required(CONDITION, "condition", text).group(1));
  }

  private static Condition keywords(String words) {
    return new Condition(List.of(words.split(", ", -1)));
  }

  private static Matcher required(Pattern pattern, String what, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("the prompt states no " + what + ":\n" + text);
    }
    return matcher;
  }
}
