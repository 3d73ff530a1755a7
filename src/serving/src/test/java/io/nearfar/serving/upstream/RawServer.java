package io.nearfar.serving.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A model's server that writes what a test tells it, byte by byte, one request a connection. */
final class RawServer implements AutoCloseable {

  static final String STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** What is done with a connection whose request has been read. */
  @FunctionalInterface
  interface Script {
    void answer(Socket socket) throws Exception;
  }

  /** Heads and bodies of the requests, in order of arrival. */
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile Script script = Socket::close;

  RawServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
  }

  void script(Script next) {
    script = next;
  }

  /** Answers with these bytes and then leaves the connection open. */
  void says(String... pieces) {
    script(
        socket -> {
          for (String piece : pieces) {
            write(socket, piece);
          }
        });
  }

  /** Answers with a stream of these pieces, each a chunk, and its regular end. */
  void streams(String... pieces) {
    script(
        socket -> {
          write(socket, STREAM);
          for (String piece : pieces) {
            write(socket, chunk(piece));
          }
          write(socket, "0\r\n\r\n");
        });
  }

  static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }

  static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // Closed: the loop sees it.
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      requests.add(request(socket.getInputStream()));
      script.answer(socket);
    } catch (Exception e) {
      // The connection has gone: whoever tests sees that, or expects it.
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.write(next);
    }
    int length =
        head.toString(ISO_8859_1)
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
            .findFirst()
            .orElse(0);
    return head.toString(ISO_8859_1) + new String(in.readNBytes(length), UTF_8);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
