package io.nearfar.serving.config;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.Config;

/**
 * Tries the port a node is to listen on, at start. The framework would report a port in use as
 * well, but with the native transport only as a stack trace.
 */
public final class ListeningPort {

  private ListeningPort() {}

  /**
   * Checks the port of the packaged application; in development and tests the framework chooses it.
   *
   * @throws ConfigurationException when nothing can listen there, saying why
   */
  public static void check(LaunchMode mode, Config config) {
    if (mode != LaunchMode.NORMAL) {
      return;
    }
    check(
        config.getValue("quarkus.http.host", String.class),
        config.getValue("quarkus.http.port", Integer.class));
  }

  static void check(String host, int port) {
    if (port <= 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new ConfigurationException(
          "quarkus.http.port is "
              + port
              + ", and nothing can listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); it must be a free port.\nStop what listens there, or set QUARKUS_HTTP_PORT.");
    }
  }
}
