package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rendered prompt: what a decision model reads, as the messages of a chat.
 *
 * @param messages in order, at least one
 */
public record Prompt(List<Message> messages) {

  public Prompt {
    if (messages == null || messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt has no messages; it needs at least one");
    }
    messages = List.copyOf(messages);
  }

  /** A prompt of one user message. */
  public static Prompt of(String text) {
    return new Prompt(List.of(new Message(Role.USER, text)));
  }

  /** The whole text as a person reads it; each message under its role where there are several. */
  public String text() {
    if (messages.size() == 1) {
      return messages.get(0).text();
    }
    return messages.stream()
        .map(message -> "[" + message.role() + "]\n" + message.text())
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * A message.
   *
   * @param role who says it
   * @param text what is said, not blank
   */
  public record Message(Role role, String text) {
    public Message {
      Check.present("role", role);
      Check.notBlank("prompt", text);
    }
  }
}
