package io.nearfar.edge.gateway;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/models}: the names a request may ask for. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ModelResource {

  private final ServedModels models;

  ModelResource(ServedModels models) {
    this.models = models;
  }

  /** All models. */
  @GET
  public byte[] all() {
    return models.list().json();
  }

  /** One model. */
  @GET
  @Path("{id: .+}")
  public byte[] one(String id) {
    return models.list().json(id);
  }
}
