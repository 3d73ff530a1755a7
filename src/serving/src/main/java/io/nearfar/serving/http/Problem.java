package io.nearfar.serving.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.Response;

/**
 * Problem details (RFC 7807) of an error outside the OpenAI API.
 *
 * @param status HTTP status, 400 to 599
 * @param detail what is wrong with this request
 * @param instance path of the request
 */
public record Problem(int status, String detail, String instance) {

  /** Always {@code about:blank}: the status says what kind of problem it is. */
  @JsonProperty
  public String type() {
    return "about:blank";
  }

  /** The status in words. */
  @JsonProperty
  public String title() {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }

  /** As a response of its media type. */
  public Response response() {
    return Response.status(status).type("application/problem+json").entity(this).build();
  }
}
