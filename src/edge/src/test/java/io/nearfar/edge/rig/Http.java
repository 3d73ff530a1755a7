package io.nearfar.edge.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** HTTP by hand, for what a proper client would not do. */
public final class Http implements AutoCloseable {

  private static final int DEADLINE_MILLIS = 20_000;

  private final Socket socket = new Socket();
  private final URI base;
  private final BufferedReader reader;

  /** Connects. */
  public Http(URI base) throws IOException {
    this.base = base;
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), DEADLINE_MILLIS);
    reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Sends a request head, and whatever follows it. */
  public void send(String requestLine, String headers, String rest) throws IOException {
    String head =
        requestLine + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + headers + "\r\n";
    socket.getOutputStream().write((head + rest).getBytes(UTF_8));
  }

  /** Sends more of a body. */
  public void more(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Posts a chat completion. */
  public void ask(Ask ask) throws IOException {
    String json = ask.json();
    StringBuilder headers = new StringBuilder("Content-Type: application/json\r\n");
    headers.append("Connection: close\r\n");
    ask.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
    headers.append("Content-Length: ").append(json.getBytes(UTF_8).length).append("\r\n");
    send("POST /v1/chat/completions", headers.toString(), json);
  }

  /** The next line of the answer, or null at its end. */
  public String line() throws IOException {
    return reader.readLine();
  }

  /** Reads to the first line that begins so and returns it, or null when there is none. */
  public String lineWith(String prefix) throws IOException {
    String line = line();
    while (line != null && !line.startsWith(prefix)) {
      line = line();
    }
    return line;
  }

  /** All that is left until the server closes. */
  public String rest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
