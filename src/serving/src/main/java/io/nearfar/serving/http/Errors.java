package io.nearfar.serving.http;

import io.nearfar.serving.wire.ApiException;

/** HTTP statuses as errors of the OpenAI API. */
final class Errors {

  private Errors() {}

  static ApiException notFound(String path) {
    return new ApiException(
        404,
        ApiException.INVALID_REQUEST,
        null,
        "unknown_url",
        "There is nothing at "
            + path
            + ". The API is POST /v1/chat/completions and GET /v1/models.");
  }

  static ApiException ofStatus(int status, String path) {
    return switch (status) {
      case 404 -> notFound(path);
      case 405 ->
          invalid(status, "method_not_supported", "This method is not allowed at " + path + ".");
      case 406 ->
          invalid(
              status, "not_acceptable", "Accept must allow application/json or text/event-stream.");
      case 415 ->
          invalid(status, "unsupported_media_type", "Content-Type must be application/json.");
      default ->
          status >= 500
              ? ApiException.internal()
              : invalid(status, null, "The request cannot be served (HTTP status " + status + ").");
    };
  }

  private static ApiException invalid(int status, String code, String message) {
    return new ApiException(status, ApiException.INVALID_REQUEST, null, code, message);
  }
}
