package io.nearfar.cloud;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Fails, inside the API and outside. */
@Path("/")
@NonBlocking
public class BrokenResource {

  @GET
  @Path("v1/broken")
  public String inside() {
    throw new IllegalStateException("a secret");
  }

  @GET
  @Path("broken")
  public String outside() {
    throw new IllegalStateException("a secret");
  }
}
