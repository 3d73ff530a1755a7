package io.nearfar.model.task;

import io.nearfar.model.Check;
import java.util.OptionalInt;

/**
 * A generation task i of user k.
 *
 * @param user the number of the user in the cell, >= 0; empty for a client that has no place in it
 * @param serviceType what kind of answer is wanted
 * @param promptTokens length of the prompt in tokens, >= 0
 * @param outputTokens n: length of the answer in tokens, >= 1; before the answer exists, the
 *     expected length
 */
public record Task(OptionalInt user, ServiceType serviceType, int promptTokens, int outputTokens) {

  public Task {
    user.ifPresent(number -> Check.atLeast("user", number, 0));
    Check.present("serviceType", serviceType);
    Check.atLeast("promptTokens", promptTokens, 0);
    Check.atLeast("outputTokens", outputTokens, 1);
  }

  /** A task of a user of the cell. */
  public Task(int user, ServiceType serviceType, int promptTokens, int outputTokens) {
    this(OptionalInt.of(user), serviceType, promptTokens, outputTokens);
  }

  /** The same task with another output length, such as the one that was generated in the end. */
  public Task withOutputTokens(int tokens) {
    return new Task(user, serviceType, promptTokens, tokens);
  }
}
