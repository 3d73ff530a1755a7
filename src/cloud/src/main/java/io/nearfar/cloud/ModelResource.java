package io.nearfar.cloud;

import io.nearfar.serving.wire.ProfileHeader;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code GET /v1/models}: what may be asked for here. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ModelResource {

  private final CloudNode node;

  ModelResource(CloudNode node) {
    this.node = node;
  }

  /** All names, and in a header which model they mean. */
  @GET
  public RestResponse<byte[]> list() {
    return ResponseBuilder.ok(node.models().json())
        .header(ProfileHeader.NAME, ProfileHeader.of(node.backend().profile()))
        .build();
  }

  /** One of them; names may contain slashes. */
  @GET
  @Path("{name: .+}")
  public byte[] get(@RestPath String name) {
    return node.models().json(name);
  }
}
