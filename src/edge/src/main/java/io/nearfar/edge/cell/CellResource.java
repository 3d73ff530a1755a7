package io.nearfar.edge.cell;

import io.nearfar.model.radio.CellSnapshot;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.scenario.Scenario;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/cell}: where the users are, and the rates in force. */
@Path("/api/cell")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "console")
@NonBlocking
public class CellResource {

  private final Scenario scenario;
  private final RadioCell cell;

  CellResource(Scenario scenario, RadioCell cell) {
    this.scenario = scenario;
    this.cell = cell;
  }

  /** The cell in force. */
  @GET
  @Operation(summary = "The radio cell: positions, lines of sight, SINR and rates of its users")
  @APIResponse(responseCode = "200", description = "The cell in force")
  @APIResponse(responseCode = "404", description = "The scenario has no cell")
  public CellView cell() {
    Optional<CellSnapshot> snapshot = cell.snapshot();
    if (snapshot.isPresent() && scenario.radio() instanceof CellSpec spec) {
      return CellView.of(spec, snapshot.get());
    }
    throw new NotFoundException(
        "scenario " + scenario.name() + " has no cell: its radio rate is not \"cell\"");
  }
}
