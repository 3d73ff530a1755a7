package io.nearfar.experiments;

import java.net.URI;
import java.net.URISyntaxException;

/** Where an edge is. */
public final class EdgeUrl {

  private EdgeUrl() {}

  /**
   * The URL of an option.
   *
   * @throws Failure when it is none of the web
   */
  public static URI of(String option, String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for a URL that is none of the web.
    }
    throw new Failure(
        option + " is \"" + text + "\"; it must be a URL such as http://127.0.0.1:8080");
  }
}
