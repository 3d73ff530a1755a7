package io.nearfar.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thousand streams at 30 ms a token from one packaged cloud node with 256 MB of heap: how late
 * its tokens are after a warm-up, and what they cost. Load and node share the machine. Arguments:
 * streams, tokens a stream, seconds a token.
 */
public final class StreamBenchmark {

  private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private StreamBenchmark() {}

  /** Prints one table. */
  public static void main(String[] arguments) throws Exception {
    int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    double tpotSeconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : .03;
    Path application =
        Files.exists(APPLICATION) ? APPLICATION : Path.of("src", "cloud").resolve(APPLICATION);
    Path scenario = Files.createTempFile("nearfar-benchmark", ".yaml");
    Path log = Files.createTempFile("nearfar-benchmark", ".log");
    int port = freePort();
    Files.writeString(
        scenario,
        "name: benchmark\nmodels: {cloud: {model: paced, prefill: {law: constant, ttftSeconds: 0.42},"
            + " tokensPerSecond: "
            + 1 / tpotSeconds
            + ", arenaElo: 1200, mmlu: 0.8}}\n");
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dnearfar.scenario=" + scenario,
                "-jar",
                application.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      measure(node, URI.create("http://127.0.0.1:" + port + "/"), streams, tokens, tpotSeconds);
    } catch (IOException e) {
      throw new IllegalStateException("the node's log says: " + Files.readString(log), e);
    } finally {
      node.destroy();
      node.waitFor(10, TimeUnit.SECONDS);
      node.destroyForcibly();
      Files.deleteIfExists(scenario);
      Files.deleteIfExists(log);
    }
  }

  private static void measure(Process node, URI base, int streams, int tokens, double tpotSeconds)
      throws IOException, InterruptedException, ExecutionException {
    awaitReady(node, base);
    // As many streams as are measured: what is compiled for few is compiled again for many.
    StreamLoad.run(base, streams, 200);
    MetricsPage idle = scrape(base);
    Duration cpuBefore = cpu(node);
    AtomicReference<MetricsPage> busiest = new AtomicReference<>(idle);
    MetricsPage middle;
    long start = System.nanoTime();
    long bytes;
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    try {
      ScheduledFuture<?> samples =
          sampler.scheduleAtFixedRate(
              () -> busiest.accumulateAndGet(scrape(base), MetricsPage::heavier),
              2,
              2,
              TimeUnit.SECONDS);
      long halfMillis = Math.round(tokens * tpotSeconds * 500);
      Future<MetricsPage> half =
          sampler.schedule(() -> scrape(base), halfMillis, TimeUnit.MILLISECONDS);
      bytes = StreamLoad.run(base, streams, tokens);
      samples.cancel(false);
      middle = half.get();
    } finally {
      sampler.shutdownNow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration cpu = cpu(node).minus(cpuBefore);
    MetricsPage after = scrape(base);
    print("streams x tokens at", "%d x %d at %.0f ms", streams, tokens, tpotSeconds * 1e3);
    print("took", "%.1f s, %d MB of events", seconds, bytes >> 20);
    print("lateness p50 / p99 / p99.9", "%s", LatenessQuantiles.between(idle, after));
    print("the same, second half", "%s", LatenessQuantiles.between(middle, after));
    print("threads idle / busy", "%.0f / %.0f", idle.threads(), busiest.get().threads());
    print("heap used, most seen (of 256 MB)", "%.0f MB", busiest.get().heapBytes() / 1e6);
    print("CPU of one core", "%.0f %%", 100 * cpu.toNanos() / 1e9 / seconds);
    print("active afterwards", "%.0f", after.activeGenerations());
  }

  private static void print(String name, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-34s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private static Duration cpu(Process node) {
    return node.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process node, URI base) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline && node.isAlive()) {
      try {
        if (get(base.resolve("/q/health/ready")).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IOException("the node did not become ready");
  }

  private static MetricsPage scrape(URI base) {
    try {
      return new MetricsPage(List.of(get(base.resolve("/q/metrics")).body().split("\n", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
