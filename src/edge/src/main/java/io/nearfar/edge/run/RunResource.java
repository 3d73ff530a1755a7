package io.nearfar.edge.run;

import io.nearfar.edge.EdgeConfig;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs, and what was published of them. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@Blocking
public class RunResource {

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** A page comes from whoever may publish: it gets no script and none of this node's origin. */
  private static final String SANDBOX =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

  private final RunStore store;
  private final int maxFileBytes;

  RunResource(RunStore store, EdgeConfig config) {
    this.store = store;
    this.maxFileBytes = config.runs().maxFileBytes();
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
    check("run", run, RUN, "1 to 64 letters, digits, dots, hyphens or underscores");
    check(
        "name",
        name,
        NAME,
        "1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or a digit");
    if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
      throw new BadRequestException("If-None-Match is " + ifNoneMatch + "; it must be *");
    }
    byte[] content = body.readNBytes(maxFileBytes + 1);
    if (content.length > maxFileBytes) {
      // A client that is still sending would not see the answer.
      body.transferTo(OutputStream.nullOutputStream());
      throw new ClientErrorException(
          name
              + " has more than "
              + maxFileBytes
              + " bytes, which nearfar.runs.max-file-bytes of the edge agent allows",
          Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    String contentType = FileType.of(name).mediaType();
    if (ifNoneMatch == null) {
      store.put(run, name, contentType, content);
    } else if (!store.putNew(run, name, contentType, content)) {
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
          boolean download) {
    RunFileEntity file =
        store
            .file(run, name)
            .orElseThrow(() -> new NotFoundException("run " + run + " has no file " + name));
    Response.ResponseBuilder response =
        Response.ok(file.content)
            .header(HttpHeaders.CONTENT_TYPE, file.contentType)
            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", SANDBOX);
    if (download || FileType.of(name) != FileType.PAGE) {
      response.header(
          HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + run + "-" + name + "\"");
    }
    return response.build();
  }

  private static void check(String key, String value, Pattern pattern, String valid) {
    if (!pattern.matcher(value).matches()) {
      throw new BadRequestException(key + " is \"" + value + "\"; it must be " + valid);
    }
  }
}
