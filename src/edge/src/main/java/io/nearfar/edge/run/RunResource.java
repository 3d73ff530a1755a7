package io.nearfar.edge.run;

import io.nearfar.model.outcome.RunLabel;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Runs, and what was published of them. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@Blocking
public class RunResource {

  private static final Logger LOG = Logger.getLogger(RunResource.class);
  private static final Pattern RUN = Pattern.compile(RunLabel.PATTERN);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** A page comes from whoever may publish: it gets no script and none of this node's origin. */
  private static final String SANDBOX =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

  private final RunStore store;
  private final RunFiles files;
  private final Uploads uploads;

  RunResource(RunStore store, RunFiles files, Uploads uploads) {
    this.store = store;
    this.files = files;
    this.uploads = uploads;
  }

  /** All runs. */
  @GET
  @Path("runs")
  @Operation(
      summary = "All runs, the latest first: their tasks in the database and their published files")
  public List<RunView> runs() {
    return store.runs();
  }

  /** A run. */
  @GET
  @Path("runs/{run}")
  @Operation(summary = "How many tasks of a run are in the database, and its published files")
  public RunView run(@PathParam("run") String run) {
    return store.run(run);
  }

  /**
   * Deletes a run: its published files, so that its label is free, and its task records in the
   * database. What was learned from its tasks stays, since experience is the scenario's; so do
   * records that are not in the database yet, and metrics.
   */
  @DELETE
  @Path("runs/{run}")
  @Operation(
      summary =
          "Delete a run: its published files and its task records; what was learned from them stays")
  public Response delete(@PathParam("run") String run) {
    if (!store.delete(run)) {
      throw new NotFoundException("there is no run " + run);
    }
    return Response.noContent().build();
  }

  /** Publishes a file of a run. */
  @PUT
  @Path("runs/{run}/files/{name}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Keep a file of a run, in place of what has its name; with If-None-Match: * unless there"
              + " is one (status 412)")
  public Response put(
      @PathParam("run") String run,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
      InputStream body)
      throws IOException {
    check("run", run, RUN, RunLabel.RULE);
    check(
        "name",
        name,
        NAME,
        "1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or a digit");
    if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
      throw new BadRequestException("If-None-Match is " + ifNoneMatch + "; it must be *");
    }
    boolean kept =
        uploads.receive(
            name,
            body,
            file -> {
              if (ifNoneMatch == null) {
                files.put(run, name, file);
                return true;
              }
              return files.putNew(run, name, file);
            });
    if (!kept) {
      throw new ClientErrorException(
          "run " + run + " has a file " + name + " already", Response.Status.PRECONDITION_FAILED);
    }
    return Response.noContent().build();
  }

  /** A published file of a run. */
  @GET
  @Path("runs/{run}/files/{name}")
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "A published file of a run; a page is shown, all else downloaded")
  public Response file(
      @PathParam("run") String run,
      @PathParam("name") String name,
      @Parameter(description = "Whether a page is downloaded too") @QueryParam("download")
          boolean download,
      @Context RoutingContext context) {
    RunFileEntity file =
        files
            .find(run, name)
            .orElseThrow(() -> new NotFoundException("run " + run + " has no file " + name));
    Response.ResponseBuilder response =
        Response.ok((StreamingOutput) out -> send(file, out, context))
            .header(HttpHeaders.CONTENT_TYPE, file.contentType)
            .header(HttpHeaders.CONTENT_LENGTH, file.size)
            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", SANDBOX);
    if (download || FileType.of(name) != FileType.PAGE) {
      response.header(
          HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + run + "-" + name + "\"");
    }
    return response.build();
  }

  private void send(RunFileEntity file, OutputStream out, RoutingContext context)
      throws IOException {
    try {
      files.copy(file, out, context.response()::closed);
    } catch (IOException | PersistenceException | QuarkusTransactionException e) {
      if (!context.response().headWritten()) {
        throw e;
      }
      LOG.infof("Run %s: %s is not sent to its end: %s", file.run, file.name, e.getMessage());
      // Part of it is on its way: nothing else says that there is no more.
      context.request().connection().close();
    }
  }

  private static void check(String key, String value, Pattern pattern, String valid) {
    if (!pattern.matcher(value).matches()) {
      throw new BadRequestException(key + " is \"" + value + "\"; it must be " + valid);
    }
  }
}
