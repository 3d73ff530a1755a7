package io.nearfar.serving.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListeningPortTest {

  @Test
  void refusesAPortInUse() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      assertThatThrownBy(() -> ListeningPort.check(loopback.getHostAddress(), taken.getLocalPort()))
          .hasMessageContaining("quarkus.http.port is " + taken.getLocalPort())
          .hasMessageContaining("it must be a free port");
    }
  }

  @Test
  void leavesAPortToBeChosenAlone() {
    assertThatCode(() -> ListeningPort.check("127.0.0.1", 0)).doesNotThrowAnyException();
  }
}
