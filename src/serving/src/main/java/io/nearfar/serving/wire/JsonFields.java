package io.nearfar.serving.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Typed values of named request fields; what does not fit is an {@link ApiException} that names the
 * field.
 */
final class JsonFields {

  private JsonFields() {}

  static String string(JsonParser json, String param) throws IOException {
    expect(json, param, "a string", json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  static boolean bool(JsonParser json, String param) throws IOException {
    expect(json, param, "true or false", json.currentToken().isBoolean());
    return json.getBooleanValue();
  }

  static void object(JsonParser json, String param) throws IOException {
    expect(json, param, "an object", json.currentToken() == JsonToken.START_OBJECT);
  }

  static void array(JsonParser json, String param) throws IOException {
    expect(json, param, "an array", json.currentToken() == JsonToken.START_ARRAY);
  }

  static int integer(JsonParser json, String param, int low, int high) throws IOException {
    expect(json, param, "a whole number", json.currentToken() == JsonToken.VALUE_NUMBER_INT);
    BigInteger value = json.getBigIntegerValue();
    if (value.compareTo(BigInteger.valueOf(low)) < 0) {
      throw outside(param, "integer_below_min_value", value, "at least " + low);
    }
    if (value.compareTo(BigInteger.valueOf(high)) > 0) {
      throw outside(param, "integer_above_max_value", value, "at most " + high);
    }
    return value.intValueExact();
  }

  private static ApiException outside(String param, String code, BigInteger value, String valid) {
    String shown =
        value.bitLength() > 64 ? "a number of " + value.bitLength() + " bits" : value.toString();
    return ApiException.invalid(
        param, code, param + " is " + shown + "; it must be " + valid + ".");
  }

  private static void expect(JsonParser json, String param, String valid, boolean fits) {
    if (!fits) {
      throw ApiException.invalid(
          param,
          "invalid_type",
          param + " is " + kind(json.currentToken()) + "; it must be " + valid + ".");
    }
  }

  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.toString();
    };
  }
}
