package io.nearfar.edge.console;

import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER;

import io.nearfar.edge.experience.TaskStore;
import io.nearfar.model.outcome.TaskRecord;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Finished tasks, from the database. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tasks")
@Blocking
public class TaskResource {

  private final TaskStore store;

  TaskResource(TaskStore store) {
    this.store = store;
  }

  /** The newest tasks. */
  @GET
  @Path("tasks")
  @Operation(summary = "The newest finished tasks with their decisions, newest first")
  public List<TaskRecord> newest(
      @QueryParam("limit")
          @DefaultValue("50")
          @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "1000"))
          String limit) {
    return store.newest((int) whole("limit", limit, 1, 1000));
  }

  /** The tasks of a run, page by page. */
  @GET
  @Path("runs/{run}/tasks")
  @Operation(summary = "Tasks of a run in the order they were written, after a row's number")
  public TaskStore.Page tasks(
      @PathParam("run") String run,
      @QueryParam("after")
          @DefaultValue("0")
          @Parameter(schema = @Schema(type = INTEGER, minimum = "0"))
          String after,
      @QueryParam("limit")
          @DefaultValue("1000")
          @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "10000"))
          String limit) {
    return store.page(
        run, whole("after", after, 0, Long.MAX_VALUE), (int) whole("limit", limit, 1, 10_000));
  }

  /** Read here, since the framework takes a number that is none for a page that is not there. */
  private static long whole(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is out of range.
    }
    throw new BadRequestException(
        name + " is \"" + text + "\"; it must be a whole number from " + least + " to " + most);
  }
}
