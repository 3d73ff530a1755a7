package io.nearfar.serving.wire;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * What one event of somebody else's stream says, as far as it is passed on.
 *
 * @param content the next piece of the answer; empty when it brings none
 * @param reasoning the next piece of what the model thinks before it answers; empty when none
 * @param finish why the model stopped, in the server's word
 * @param usage how many tokens there were
 * @param error what went wrong, in the server's words
 */
public record Chunk(
    String content,
    String reasoning,
    Optional<String> finish,
    Optional<Usage> usage,
    Optional<String> error) {

  /**
   * Reads the data of an event that is not {@code [DONE]}.
   *
   * @throws WireException when it is not an object of JSON
   */
  public static Chunk read(byte[] data) {
    try (JsonParser json = JsonBytes.FACTORY.createParser(data)) {
      if (json.nextToken() != START_OBJECT) {
        throw new WireException("an event is not a JSON object");
      }
      return new Reader().read(json);
    } catch (IOException e) {
      throw new WireException("an event is not JSON: " + e.getMessage());
    }
  }

  /** What an answer with an HTTP status of an error says; empty when it says nothing readable. */
  public static Optional<String> errorOf(byte[] body) {
    try {
      return read(body).error();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** One reading of one event. */
  private static final class Reader {

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private String finish;
    private Usage usage;
    private String error;

    Chunk read(JsonParser json) throws IOException {
      while (json.nextToken() != END_OBJECT) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        switch (name) {
          case "choices" -> choices(json, token);
          case "usage" -> usage(json, token);
          case "error" -> error(json, token);
          default -> json.skipChildren();
        }
      }
      return new Chunk(
          content.toString(),
          reasoning.toString(),
          Optional.ofNullable(finish),
          Optional.ofNullable(usage),
          Optional.ofNullable(error));
    }

    /** One choice was asked for, so all there are say something of it. */
    private void choices(JsonParser json, JsonToken token) throws IOException {
      if (token != START_ARRAY) {
        json.skipChildren();
        return;
      }
      for (JsonToken next = json.nextToken(); next != END_ARRAY; next = json.nextToken()) {
        if (next == START_OBJECT) {
          choice(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void choice(JsonParser json) throws IOException {
      while (json.nextToken() != END_OBJECT) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (name.equals("delta") && token == START_OBJECT) {
          delta(json);
        } else if (name.equals("finish_reason") && token == VALUE_STRING) {
          finish = json.getText();
        } else {
          json.skipChildren();
        }
      }
    }

    /** What a model thinks has two names; a server that uses both says the same twice. */
    private void delta(JsonParser json) throws IOException {
      while (json.nextToken() != END_OBJECT) {
        String name = json.currentName();
        if (json.nextToken() != VALUE_STRING) {
          json.skipChildren();
        } else if (name.equals("content")) {
          content.append(json.getText());
        } else if (name.equals("reasoning_content") || name.equals("reasoning")) {
          reasoning.setLength(0);
          reasoning.append(json.getText());
        }
      }
    }

    private void usage(JsonParser json, JsonToken token) throws IOException {
      if (token != START_OBJECT) {
        json.skipChildren();
        return;
      }
      int prompt = 0;
      int output = 0;
      while (json.nextToken() != END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "prompt_tokens" -> prompt = Math.max(0, json.getValueAsInt());
          case "completion_tokens" -> output = Math.max(0, json.getValueAsInt());
          default -> json.skipChildren();
        }
      }
      if (output > 0) {
        usage = new Usage(prompt, output);
      }
    }

    private void error(JsonParser json, JsonToken token) throws IOException {
      if (token == VALUE_STRING) {
        error = json.getText();
      } else if (token == START_OBJECT) {
        error = "no message";
        while (json.nextToken() != END_OBJECT) {
          String name = json.currentName();
          if (json.nextToken() == VALUE_STRING && name.equals("message")) {
            error = json.getText();
          } else {
            json.skipChildren();
          }
        }
      }
    }
  }
}
