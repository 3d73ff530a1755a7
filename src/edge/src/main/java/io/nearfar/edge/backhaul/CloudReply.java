package io.nearfar.edge.backhaul;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * An answer of the cloud node that has begun: head and first bytes are here, the rest waits.
 *
 * @param request to be reset when the answer is wanted no more
 * @param response paused after its first bytes
 * @param first the first bytes of the body; empty when it has none
 * @param ended whether nothing follows them: the body is empty
 * @param sentNanoTime when the request was handed to the socket
 * @param headNanoTime when the head of the answer was seen
 */
public record CloudReply(
    HttpClientRequest request,
    HttpClientResponse response,
    Buffer first,
    boolean ended,
    long sentNanoTime,
    long headNanoTime) {

  /**
   * The backhaul's share: what the edge saw between request and first token, less what the cloud
   * node says it took itself ({@code Server-Timing}). NaN when the cloud node does not say.
   *
   * @param streamed whether the answer is streamed: its head comes with the first token, else with
   *     the last
   */
  public double backhaulSeconds(boolean streamed) {
    double own =
        ServerTiming.seconds(response.getHeader("Server-Timing"), streamed ? "ttft" : "total");
    return Math.max(0, (headNanoTime - sentNanoTime) / 1e9 - own);
  }
}
