package io.nearfar.edge.console;

import io.nearfar.serving.http.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A parameter out of range as problem details; the framework has a shape of its own for it. */
class ConsoleErrors {

  @ServerExceptionMapper
  Response outOfRange(ConstraintViolationException error, UriInfo uri) {
    String detail =
        error.getConstraintViolations().stream()
            .map(ConsoleErrors::sentence)
            .sorted()
            .collect(Collectors.joining("; "));
    return new Problem(400, detail, uri.getPath()).response();
  }

  private static String sentence(ConstraintViolation<?> violation) {
    String parameter = "";
    for (Path.Node node : violation.getPropertyPath()) {
      parameter = node.getName();
    }
    return parameter + " is " + violation.getInvalidValue() + "; it " + violation.getMessage();
  }
}
