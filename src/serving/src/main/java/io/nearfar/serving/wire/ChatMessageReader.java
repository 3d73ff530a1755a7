package io.nearfar.serving.wire;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the messages of a request: roles, and how long the contents are. */
final class ChatMessageReader {

  private static final Set<String> ROLES =
      Set.of("developer", "system", "user", "assistant", "tool", "function");

  private final String param;
  private String role;
  private int contentBytes;
  private boolean content;
  private boolean calls;

  private ChatMessageReader(int index) {
    param = "messages[" + index + "]";
  }

  static List<ChatMessage> readAll(JsonParser json) throws IOException {
    JsonFields.array(json, "messages");
    List<ChatMessage> messages = new ArrayList<>();
    while (json.nextToken() != END_ARRAY) {
      messages.add(new ChatMessageReader(messages.size()).read(json));
    }
    if (messages.isEmpty()) {
      throw ApiException.invalid(
          "messages", "empty_array", "messages is empty; it must hold at least one message.");
    }
    return messages;
  }

  private ChatMessage read(JsonParser json) throws IOException {
    JsonFields.object(json, param);
    while (json.nextToken() != END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (name) {
        case "role" -> role = token == VALUE_NULL ? null : JsonFields.string(json, param + ".role");
        case "content" -> content(json, token);
        case "tool_calls", "function_call" -> {
          calls |= token != VALUE_NULL;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    if (role == null) {
      throw ApiException.invalid(
          param + ".role",
          "missing_required_parameter",
          param + ".role is missing; it must be one of " + roles());
    }
    if (!ROLES.contains(role)) {
      throw ApiException.invalid(
          param + ".role",
          "invalid_value",
          param + ".role is \"" + role + "\"; it must be one of " + roles());
    }
    if (!content && !calls) {
      throw ApiException.invalid(
          param + ".content",
          "missing_required_parameter",
          param + ".content is missing; it must be a string or an array of parts.");
    }
    return new ChatMessage(role, contentBytes);
  }

  private static String roles() {
    return "developer, system, user, assistant, tool, function.";
  }

  private void content(JsonParser json, JsonToken token) throws IOException {
    contentBytes = 0;
    content = token != VALUE_NULL;
    switch (token) {
      case VALUE_STRING -> contentBytes = utf8Bytes(json);
      case START_ARRAY -> parts(json);
      case VALUE_NULL -> {}
      default ->
          throw ApiException.invalid(
              param + ".content",
              "invalid_type",
              param
                  + ".content is "
                  + JsonFields.kind(token)
                  + "; it must be a string or an array of parts.");
    }
  }

  private void parts(JsonParser json) throws IOException {
    int index = 0;
    while (json.nextToken() != END_ARRAY) {
      part(json, param + ".content[" + index + "]");
      index++;
    }
    if (index == 0) {
      throw ApiException.invalid(
          param + ".content",
          "empty_array",
          param + ".content is empty; it must hold at least one part.");
    }
  }

  private void part(JsonParser json, String part) throws IOException {
    JsonFields.object(json, part);
    String type = null;
    boolean text = false;
    while (json.nextToken() != END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("type")) {
        type = JsonFields.string(json, part + ".type");
      } else if (name.equals("text")) {
        JsonFields.string(json, part + ".text");
        contentBytes = Math.addExact(contentBytes, utf8Bytes(json));
        text = true;
      } else {
        json.skipChildren();
      }
    }
    if (type == null) {
      throw ApiException.invalid(
          part + ".type",
          "missing_required_parameter",
          part + ".type is missing, such as \"text\".");
    }
    if (type.equals("text") && !text) {
      throw ApiException.invalid(
          part + ".text",
          "missing_required_parameter",
          part + ".text is missing; it must be a string.");
    }
  }

  /** Length of the current string in UTF-8, without making a string of it. */
  private static int utf8Bytes(JsonParser json) throws IOException {
    char[] chars = json.getTextCharacters();
    int from = json.getTextOffset();
    int to = from + json.getTextLength();
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2; // a pair of surrogates makes four bytes
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
