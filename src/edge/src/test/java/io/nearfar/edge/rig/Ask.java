package io.nearfar.edge.rig;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chat completion to be asked for. Every method returns another one.
 *
 * @param model name or alias
 * @param stream whether in events
 * @param fields more fields of the body, each with a comma before it
 * @param headers of the request
 */
public record Ask(String model, boolean stream, String fields, Map<String, String> headers) {

  /** A task that the policy decides. */
  public static Ask decided() {
    return new Ask("nearfar", false, "", Map.of());
  }

  /** A task that the policy of an {@link EdgeTest} has answered near. */
  public static Ask near() {
    return decided().with("Nearfar-Output-Tokens", "10");
  }

  /** A task that the policy of an {@link EdgeTest} has answered far. */
  public static Ask far() {
    return decided().with("Nearfar-Output-Tokens", "200");
  }

  /** For another model. */
  public Ask model(String name) {
    return new Ask(name, stream, fields, headers);
  }

  /** In events. */
  public Ask streamed() {
    return new Ask(model, true, fields, headers);
  }

  /** In events or whole. */
  public Ask streamed(boolean events) {
    return new Ask(model, events, fields, headers);
  }

  /** Of exactly so many tokens. */
  public Ask tokens(int count) {
    return field("\"max_tokens\":" + count + ",\"ignore_eos\":true");
  }

  /** With more in its body. */
  public Ask field(String json) {
    return new Ask(model, stream, fields + "," + json, headers);
  }

  /** With a header. */
  public Ask with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Ask(model, stream, fields, more);
  }

  /** The body. */
  public String json() {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]%s}"
        .formatted(model, stream, fields);
  }

  /** As a request. */
  public HttpRequest request(URI base) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json()));
    headers.forEach(request::header);
    return request.build();
  }
}
