package io.nearfar.serving.http;

import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.upstream.UpstreamException;
import io.nearfar.serving.wire.ApiException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What resources throw, as a response: OpenAI's shape under {@code /v1}, problem details (RFC 7807)
 * elsewhere. A {@link WebApplicationException} that brings a response body of its own keeps it.
 */
public class ErrorMapper {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);
  private static final int RETRY_AFTER_SECONDS = 1;

  @ServerExceptionMapper
  Response apiError(ApiException error) {
    return response(error);
  }

  @ServerExceptionMapper
  Response saturated(BackendSaturatedException error) {
    return response(ApiException.saturated(error.getMessage() + ".", RETRY_AFTER_SECONDS));
  }

  @ServerExceptionMapper
  Response modelFailed(UpstreamException error) {
    return response(error.answer());
  }

  @ServerExceptionMapper
  Response httpError(WebApplicationException error, UriInfo uri) {
    Response given = error.getResponse();
    if (given.hasEntity() || given.getStatus() < 400) {
      return given;
    }
    if (isApi(uri)) {
      return response(Errors.ofStatus(given.getStatus(), uri.getPath()));
    }
    Response problem = new Problem(given.getStatus(), error.getMessage(), uri.getPath()).response();
    String retryAfter = given.getHeaderString(HttpHeaders.RETRY_AFTER);
    return retryAfter == null
        ? problem
        : Response.fromResponse(problem).header(HttpHeaders.RETRY_AFTER, retryAfter).build();
  }

  @ServerExceptionMapper
  Response failure(Throwable failure, UriInfo uri) {
    LOG.error("A request to " + uri.getPath() + " failed", failure);
    if (isApi(uri)) {
      return response(ApiException.internal());
    }
    return new Problem(500, "The server failed to answer; its log says why.", uri.getPath())
        .response();
  }

  private static boolean isApi(UriInfo uri) {
    return (uri.getPath() + "/").startsWith(ApiRoutes.PREFIX);
  }

  private static Response response(ApiException error) {
    Response.ResponseBuilder builder =
        Response.status(error.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(error.body());
    error.retryAfterSeconds().ifPresent(s -> builder.header(HttpHeaders.RETRY_AFTER, s));
    return builder.build();
  }
}
