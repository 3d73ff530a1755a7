package io.nearfar.edge.run;

import io.nearfar.serving.http.Problem;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a resource that needs the database answers while it is away. */
public class DatabaseErrors {

  private static final Logger LOG = Logger.getLogger(DatabaseErrors.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  @ServerExceptionMapper
  Response persistence(PersistenceException failure, UriInfo uri) {
    return response(failure, uri);
  }

  @ServerExceptionMapper
  Response transaction(QuarkusTransactionException failure, UriInfo uri) {
    return response(failure, uri);
  }

  private static Response response(Throwable failure, UriInfo uri) {
    if (isAway(failure)) {
      LOG.warnf("No database for %s: %s", uri.getPath(), failure.getMessage());
      Response away =
          new Problem(
                  503,
                  "The database does not answer; tasks are served, and their records wait for it.",
                  uri.getPath())
              .response();
      return Response.fromResponse(away)
          .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .build();
    }
    LOG.error("A request to " + uri.getPath() + " failed", failure);
    return new Problem(500, "The server failed to answer; its log says why.", uri.getPath())
        .response();
  }

  /**
   * Whether there is no connection, or it broke: SQL states of classes 08 (connection), 57P
   * (shutdown) and 53 (resources). The pool, when it has waited too long, states none.
   */
  static boolean isAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null
            || state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("53");
      }
    }
    return false;
  }
}
