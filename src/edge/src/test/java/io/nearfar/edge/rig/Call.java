package io.nearfar.edge.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** One request at a {@link ScriptedServer}, and what can be done to its connection. */
public final class Call {

  private static final String EVENT_STREAM =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: text/event-stream",
          "Cache-Control: no-cache",
          "Server-Timing: ttft;dur=1.000",
          "Transfer-Encoding: chunked",
          "",
          "");

  private final Socket socket;
  private final String head;
  private final String body;

  private Call(Socket socket, String head, String body) {
    this.socket = socket;
    this.head = head;
    this.body = body;
  }

  /** The next request of a connection; null when the peer has closed it. */
  static Call read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    String length = header(text, "Content-Length");
    byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
    return new Call(socket, text, new String(body, UTF_8));
  }

  private static String header(String head, String name) {
    String wanted = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
        .map(line -> line.substring(wanted.length()).strip())
        .findFirst()
        .orElse(null);
  }

  /** The request line. */
  public String line() {
    return head.lines().findFirst().orElseThrow();
  }

  /** A header of the request; null when it has none. */
  public String header(String name) {
    return header(head, name);
  }

  /** The body of the request. */
  public String body() {
    return body;
  }

  /** Whether an answer in events is asked for. */
  public boolean streamed() {
    return body.contains("\"stream\":true");
  }

  /** Writes bytes as they are. */
  public void raw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** A whole answer with its length. */
  public void whole(int status, String json, String... headers) throws IOException {
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    answer.append("Content-Type: application/json\r\nContent-Length: ");
    answer.append(json.getBytes(UTF_8).length).append("\r\n\r\n").append(json);
    raw(answer.toString());
  }

  /** The head of a stream and its first event, in one write. */
  public void begin(String firstEvents) throws IOException {
    raw(EVENT_STREAM + chunk(firstEvents));
  }

  /** The head of a stream without any event. */
  public void headOnly() throws IOException {
    raw(EVENT_STREAM);
  }

  /** More of a stream, as one chunk. */
  public void more(String events) throws IOException {
    raw(chunk(events));
  }

  /** The regular end of a stream. */
  public void end() throws IOException {
    raw("0\r\n\r\n");
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }

  /** Closes the connection. */
  public void close() throws IOException {
    socket.close();
  }

  /** Waits until the peer has closed the connection or reset it; false when it does not. */
  public boolean abandoned() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  boolean closed() {
    return socket.isClosed();
  }
}
