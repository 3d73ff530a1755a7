package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;

/** The readable part of an error reply, whichever shape it has, or of a failure to get one. */
public final class ErrorBody {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 200;

  private ErrorBody() {}

  /** The message of OpenAI's shape or of problem+json, else the text itself, shortened. */
  public static String message(String body) {
    try {
      return message(MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      return shorten(body);
    }
  }

  /** The same of a parsed reply. */
  static String message(JsonNode body) {
    for (JsonNode candidate :
        new JsonNode[] {
          body.path("error").path("message"), body.path("detail"), body.path("title")
        }) {
      if (candidate.isTextual()) {
        return candidate.textValue();
      }
    }
    return shorten(body.toString());
  }

  /** A network failure in words; those of the JDK often have none. */
  public static String ofNetwork(Throwable failure) {
    if (failure instanceof ConnectException && failure.getMessage() == null) {
      return "connection refused";
    }
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    return failure instanceof IOException ? "connection lost: " + message : message;
  }

  /** One line of at most 200 characters. */
  static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
