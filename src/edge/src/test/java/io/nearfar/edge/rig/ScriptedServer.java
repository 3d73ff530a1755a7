package io.nearfar.edge.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server that does what a test tells it, right or wrong, byte by byte. It keeps its port
 * while it is stopped.
 */
public final class ScriptedServer {

  private static final int READ_DEADLINE_MILLIS = 20_000;

  /** What is done with a request. */
  @FunctionalInterface
  public interface Script {
    /** Answers a request, on a thread of its own. A connection left open takes the next request. */
    void answer(Call call) throws Exception;
  }

  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile Script script = call -> call.whole(500, "{}");
  private ServerSocket listener;
  private int port;

  /** Listens; on the port it had before, if it had one. */
  public synchronized void start() {
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      port = listener.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("the scripted server cannot listen", e);
    }
    ServerSocket accepting = listener;
    daemon(() -> accept(accepting));
  }

  /** Refuses connections, and closes those it has. */
  public synchronized void stop() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the scripted server cannot stop", e);
    }
  }

  private void accept(ServerSocket accepting) {
    while (!accepting.isClosed()) {
      try {
        Socket connection = accepting.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        // Stopped: the loop sees it.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(READ_DEADLINE_MILLIS);
      Call call = Call.read(connection);
      while (call != null) {
        calls.add(call);
        busy.incrementAndGet();
        try {
          script.answer(call);
        } finally {
          busy.decrementAndGet();
        }
        call = call.closed() ? null : Call.read(connection);
      }
    } catch (Exception e) {
      // The connection is closed: whoever tests sees that, or expects it.
    } finally {
      connections.remove(connection);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on requests are answered so. */
  public void script(Script next) {
    script = next;
  }

  /** The requests since the last {@link #forget}, in order of arrival. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Requests that are being answered now. */
  public int busy() {
    return busy.get();
  }

  /** Forgets the requests so far. */
  public void forget() {
    calls.clear();
  }

  /** Its base URL. */
  public String url() {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }
}
