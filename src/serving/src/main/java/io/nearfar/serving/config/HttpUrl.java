package io.nearfar.serving.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;

/** An address of another server. */
public final class HttpUrl {

  private HttpUrl() {}

  /**
   * The URL as it is.
   *
   * @param key its configuration key
   * @param example one that would be valid
   * @throws ConfigurationException when it is not an absolute one of http or https
   */
  public static URI checked(String key, URI url, String example) {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new ConfigurationException(key + " is \"" + url + "\"; it must be like " + example);
    }
    return url;
  }
}
