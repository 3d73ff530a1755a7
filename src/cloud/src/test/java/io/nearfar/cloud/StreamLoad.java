package io.nearfar.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Many streams read by one thread that does as little as possible. */
final class StreamLoad {

  private static final byte[] END = "[DONE]\n\n\r\n0\r\n\r\n".getBytes(UTF_8);

  private StreamLoad() {}

  /** Opens the streams, reads all to their ends and returns the bytes read. */
  static long run(URI base, int streams, int tokens) throws IOException {
    byte[] request = request(base, tokens);
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    long bytes = 0;
    int open = 0;
    try (Selector selector = Selector.open()) {
      try {
        while (open < streams) {
          SocketChannel channel =
              SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
          channel.write(ByteBuffer.wrap(request));
          channel.configureBlocking(false);
          channel.register(selector, SelectionKey.OP_READ, new byte[END.length]);
          open++;
        }
        while (open > 0) {
          selector.select();
          for (SelectionKey key : selector.selectedKeys()) {
            int read = ((SocketChannel) key.channel()).read(buffer.clear());
            if (read < 0) {
              requireEnd((byte[]) key.attachment());
              key.channel().close();
              open--;
            } else {
              bytes += read;
              keepTail(buffer.flip(), (byte[]) key.attachment());
            }
          }
          selector.selectedKeys().clear();
        }
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
    return bytes;
  }

  private static byte[] request(URI base, int tokens) {
    String json =
        "{\"model\":\"nearfar\",\"stream\":true,\"max_tokens\":"
            + tokens
            + ",\"ignore_eos\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json)
        .getBytes(UTF_8);
  }

  private static void keepTail(ByteBuffer buffer, byte[] tail) {
    int fresh = Math.min(buffer.remaining(), tail.length);
    System.arraycopy(tail, fresh, tail, 0, tail.length - fresh);
    buffer.position(buffer.limit() - fresh);
    buffer.get(tail, tail.length - fresh, fresh);
  }

  private static void requireEnd(byte[] tail) throws IOException {
    if (!Arrays.equals(tail, END)) {
      throw new IOException("a stream ended with " + new String(tail, UTF_8));
    }
  }
}
