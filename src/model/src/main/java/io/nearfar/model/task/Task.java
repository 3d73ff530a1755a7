package io.nearfar.model.task;

import io.nearfar.model.Check;

/**
 * A generation task i of user k.
 *
 * @param user the user's number, >= 0
 * @param serviceType what kind of answer is wanted
 * @param promptTokens length of the prompt in tokens, >= 0
 * @param outputTokens n: length of the answer in tokens, >= 1; before the answer exists, the
 *     expected length
 */
public record Task(int user, ServiceType serviceType, int promptTokens, int outputTokens) {

  public Task {
    Check.atLeast("user", user, 0);
    Check.present("serviceType", serviceType);
    Check.atLeast("promptTokens", promptTokens, 0);
    Check.atLeast("outputTokens", outputTokens, 1);
  }

  /** The same task with another output length, such as the one that was generated in the end. */
  public Task withOutputTokens(int tokens) {
    return new Task(user, serviceType, promptTokens, tokens);
  }
}
