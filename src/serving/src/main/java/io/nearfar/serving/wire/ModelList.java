package io.nearfar.serving.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * The models of a node, as {@code GET /v1/models} lists them.
 *
 * @param names names and aliases a request may ask for, in the order listed
 * @param createdEpochSeconds since when they are served, in seconds since 1970
 */
public record ModelList(List<String> names, long createdEpochSeconds) {

  public ModelList {
    names = List.copyOf(names);
  }

  /** The whole list as JSON. */
  public byte[] json() {
    return JsonBytes.encode(
        json -> {
          json.writeStartObject();
          json.writeStringField("object", "list");
          json.writeArrayFieldStart("data");
          for (String name : names) {
            write(json, name);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /**
   * One model as JSON.
   *
   * @throws ApiException with status 404 when the node does not serve it
   */
  public byte[] json(String name) {
    require(name);
    return JsonBytes.encode(json -> write(json, name));
  }

  /**
   * Does nothing for a model that is served.
   *
   * @throws ApiException with status 404 when the node does not serve it
   */
  public void require(String name) {
    if (!names.contains(name)) {
      throw ApiException.modelNotFound(name, names);
    }
  }

  private void write(JsonGenerator json, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", name);
    json.writeStringField("object", "model");
    json.writeNumberField("created", createdEpochSeconds);
    json.writeStringField("owned_by", "nearfar");
    json.writeEndObject();
  }
}
