package io.nearfar.cloud;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** {@code GET /v1/models}: what may be asked for here. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ModelResource {

  private final CloudNode node;

  ModelResource(CloudNode node) {
    this.node = node;
  }

  /** All names. */
  @GET
  public byte[] list() {
    return node.models().json();
  }

  /** One of them; names may contain slashes. */
  @GET
  @Path("{name: .+}")
  public byte[] get(@RestPath String name) {
    return node.models().json(name);
  }
}
