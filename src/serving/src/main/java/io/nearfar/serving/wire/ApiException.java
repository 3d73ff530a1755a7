package io.nearfar.serving.wire;

import java.util.Collection;
import java.util.OptionalInt;

/**
 * An error in the shape of the OpenAI API: {@code {"error":{"message","type","param","code"}}}.
 *
 * <p>It is an answer, not an accident: it carries no stack trace.
 */
public final class ApiException extends RuntimeException {

  /** Type of an error that the client can mend. */
  public static final String INVALID_REQUEST = "invalid_request_error";

  /** Type of an error that the client cannot mend. */
  public static final String SERVER_ERROR = "server_error";

  private final int status;
  private final String type;
  private final String param;
  private final String code;
  private final Integer retryAfterSeconds;

  /**
   * An error.
   *
   * @param status HTTP status, 400 to 599
   * @param param the request field it is about, or null
   * @param code a stable word for programs, or null
   */
  public ApiException(int status, String type, String param, String code, String message) {
    this(status, type, param, code, message, null);
  }

  private ApiException(
      int status,
      String type,
      String param,
      String code,
      String message,
      Integer retryAfterSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** 400: a field of the request is wrong. */
  public static ApiException invalid(String param, String code, String message) {
    return new ApiException(400, INVALID_REQUEST, param, code, message);
  }

  /** 404: nobody here serves that model. */
  public static ApiException modelNotFound(String model, Collection<String> known) {
    return new ApiException(
        404,
        INVALID_REQUEST,
        "model",
        "model_not_found",
        "The model '"
            + model
            + "' does not exist. Models served here: "
            + String.join(", ", known)
            + ".");
  }

  /** 413: the body is too large. */
  public static ApiException bodyTooLarge(long limitBytes) {
    return new ApiException(
        413,
        INVALID_REQUEST,
        null,
        "request_too_large",
        "The request body is larger than " + limitBytes + " bytes, the most accepted here.");
  }

  /** 503: as many answers are being generated as this node can; try again after a while. */
  public static ApiException saturated(String message, int retryAfterSeconds) {
    return new ApiException(503, SERVER_ERROR, null, "saturated", message, retryAfterSeconds);
  }

  /** 503: the model that was asked for cannot be reached; try again after a while. */
  public static ApiException unavailable(String message, int retryAfterSeconds) {
    return new ApiException(
        503, SERVER_ERROR, null, "model_unavailable", message, retryAfterSeconds);
  }

  /** 502, told inside a stream: the model broke off in the middle of its answer. */
  public static ApiException brokenOff() {
    return new ApiException(
        502,
        SERVER_ERROR,
        null,
        "answer_broken_off",
        "The model broke off in the middle of its answer; what came so far is incomplete.");
  }

  /** 500: our fault; what went wrong is in the log. */
  public static ApiException internal() {
    return new ApiException(
        500,
        SERVER_ERROR,
        null,
        "internal_error",
        "The server failed to answer; its log says why.");
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Type of error: {@link #INVALID_REQUEST} or {@link #SERVER_ERROR}. */
  public String type() {
    return type;
  }

  /** The request field it is about, or null. */
  public String param() {
    return param;
  }

  /** A stable word for programs, or null. */
  public String code() {
    return code;
  }

  /** Seconds after which another try makes sense, for the header {@code Retry-After}. */
  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds == null ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
  }

  /** The error as JSON in UTF-8. */
  public byte[] body() {
    return JsonBytes.encode(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("error");
          json.writeStringField("message", getMessage());
          json.writeStringField("type", type);
          json.writeStringField("param", param);
          json.writeStringField("code", code);
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
