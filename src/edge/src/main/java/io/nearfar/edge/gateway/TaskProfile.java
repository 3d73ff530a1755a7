package io.nearfar.edge.gateway;

import io.nearfar.model.outcome.RunLabel;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.serving.wire.ApiException;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.vertx.core.MultiMap;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What the gateway knows of a task before it is answered. A client that says nothing special is
 * served; request headers say more.
 *
 * @param run label of the experiment run it belongs to ({@code Nearfar-Run}; default: that of the
 *     node)
 * @param id the task's id ({@code Nearfar-Task}; default: a random one)
 * @param task user of the scenario ({@code Nearfar-User}; default: none), service type ({@code
 *     Nearfar-Service-Type}; default: regular), prompt tokens (estimated from the text) and
 *     expected output tokens ({@code Nearfar-Output-Tokens}; default: {@code max_tokens} with
 *     {@code ignore_eos}, else the smaller of {@code max_tokens} and the configured natural length)
 * @param pin the decision the client asks for by its choice of model
 * @param streamed whether the answer is wanted token by token: only then there is a first token to
 *     be seen
 * @param warmUp whether it is of no run, and answered for the sake of being answered ({@code
 *     Nearfar-Warm-Up}; default: false)
 */
record TaskProfile(
    String run, String id, Task task, Optional<Decision> pin, boolean streamed, boolean warmUp) {

  private static final Pattern RUN = Pattern.compile(RunLabel.PATTERN);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * What is taken for granted, and what is allowed.
   *
   * @param run of a request that names none
   * @param users of the scenario
   * @param naturalTokens length of an answer of which nothing is said
   * @param maxOutputTokens largest expected length
   */
  record Terms(String run, int users, int naturalTokens, int maxOutputTokens) {}

  /**
   * The profile of a request.
   *
   * @throws ApiException with status 400 when a header is not valid
   */
  static TaskProfile of(
      ChatCompletionRequest request, MultiMap headers, Optional<Decision> pin, Terms terms) {
    String run = word(headers, Headers.RUN, RUN, RunLabel.RULE).orElse(terms.run);
    String id =
        word(headers, Headers.TASK, ID, "1 to 64 letters, digits, dots, hyphens or underscores")
            .orElseGet(TaskProfile::randomId);
    OptionalInt user =
        number(headers, Headers.USER, 0, terms.users - 1)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty);
    int expected =
        number(headers, Headers.OUTPUT_TOKENS, 1, terms.maxOutputTokens)
            .orElseGet(() -> expectedTokens(request, terms.naturalTokens));
    Task task = new Task(user, serviceType(headers), request.promptTokens(), expected);
    return new TaskProfile(run, id, task, pin, request.stream(), warmUp(headers));
  }

  private static int expectedTokens(ChatCompletionRequest request, int naturalTokens) {
    if (request.ignoreEos()) {
      return request.maxTokens().orElseThrow();
    }
    return Math.min(naturalTokens, request.maxTokens().orElse(naturalTokens));
  }

  private static String randomId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static ServiceType serviceType(MultiMap headers) {
    String word = headers.get(Headers.SERVICE_TYPE);
    if (word == null) {
      return ServiceType.REGULAR;
    }
    try {
      return ServiceType.ofWord(word);
    } catch (IllegalArgumentException e) {
      throw invalid(Headers.SERVICE_TYPE, e.getMessage());
    }
  }

  private static boolean warmUp(MultiMap headers) {
    String value = headers.get(Headers.WARM_UP);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw invalid(Headers.WARM_UP, "is \"" + value + "\"; it must be true or false");
    }
    return "true".equals(value);
  }

  private static Optional<String> word(
      MultiMap headers, String name, Pattern pattern, String rule) {
    String value = headers.get(name);
    if (value != null && !pattern.matcher(value).matches()) {
      throw invalid(name, "is \"" + value + "\"; it must be " + rule);
    }
    return Optional.ofNullable(value);
  }

  private static Optional<Integer> number(MultiMap headers, String name, int least, int most) {
    String value = headers.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, with what would be valid.
    }
    throw invalid(
        name, "is \"" + value + "\"; it must be a whole number from " + least + " to " + most);
  }

  private static ApiException invalid(String header, String what) {
    return ApiException.invalid(header, "invalid_header", "Header " + header + ": " + what + ".");
  }
}
