package io.nearfar.edge.console;

import io.nearfar.edge.experience.TaskStore;
import io.nearfar.model.outcome.TaskRecord;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(1000) int limit) {
    return store.newest(limit);
  }

  /** A run. */
  @GET
  @Path("runs/{run}")
  @Operation(summary = "How many tasks of a run are in the database")
  public RunView run(@PathParam("run") String run) {
    return new RunView(run, store.count(run));
  }

  /** The tasks of a run, page by page. */
  @GET
  @Path("runs/{run}/tasks")
  @Operation(summary = "Tasks of a run in the order they were written, after a row's number")
  public TaskStore.Page tasks(
      @PathParam("run") String run,
      @QueryParam("after") @DefaultValue("0") @Min(0) long after,
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit) {
    return store.page(run, after, limit);
  }
}
