package io.nearfar.serving.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.backend.GenerationCounts;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.ModelledBackend;
import io.nearfar.serving.backend.ModelledLimits;
import io.nearfar.serving.backend.SeededRandoms;
import io.nearfar.serving.config.NodeLimits;
import io.nearfar.serving.config.UpstreamConfig;
import io.nearfar.serving.metric.BackendMetrics;
import io.nearfar.serving.upstream.UpstreamBackend;
import io.nearfar.serving.upstream.UpstreamProbe;
import io.nearfar.serving.upstream.UpstreamServer;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a node answers with: a real model where a server is configured, else a modelled one. */
public final class NodeModel {

  private final ModelBackend backend;
  private final Optional<UpstreamProbe> probe;
  private final Runnable closing;
  private final String kind;

  private NodeModel(
      ModelBackend backend, Optional<UpstreamProbe> probe, Runnable closing, String kind) {
    this.backend = backend;
    this.probe = probe;
    this.closing = closing;
    this.kind = kind;
  }

  /**
   * The model of a node, with its metrics registered.
   *
   * @param profile what the scenario holds it to be
   * @param jitter where a modelled one draws its jitter from
   * @throws io.quarkus.runtime.configuration.ConfigurationException when the server's configuration
   *     is not valid
   */
  public static NodeModel of(
      Vertx vertx,
      ModelProfile profile,
      NodeLimits limits,
      UpstreamConfig upstream,
      RandomGenerator jitter,
      MeterRegistry registry,
      Tags tags) {
    Optional<UpstreamServer> server = UpstreamServer.of(upstream, profile.name());
    NodeModel model =
        server.isPresent()
            ? real(vertx, profile, limits, upstream, server.get(), registry, tags)
            : modelled(profile, limits, jitter, registry, tags);
    BackendMetrics.register(registry, tags, model.counts());
    return model;
  }

  private static NodeModel modelled(
      ModelProfile profile,
      NodeLimits limits,
      RandomGenerator jitter,
      MeterRegistry registry,
      Tags tags) {
    ModelledBackend backend =
        new ModelledBackend(
            profile,
            new ModelledLimits(limits.maxRunning(), limits.naturalTokens()),
            new SeededRandoms(jitter),
            BackendMetrics.lateness(registry, tags));
    return new NodeModel(backend, Optional.empty(), () -> {}, "modelled");
  }

  private static NodeModel real(
      Vertx vertx,
      ModelProfile profile,
      NodeLimits limits,
      UpstreamConfig config,
      UpstreamServer server,
      MeterRegistry registry,
      Tags tags) {
    UpstreamBackend backend = new UpstreamBackend(vertx, profile, server, limits.maxRunning());
    UpstreamProbe probe = new UpstreamProbe(vertx, server, config.healthInterval());
    BackendMetrics.registerUpstream(registry, tags, backend, probe);
    Runnable closing =
        () -> {
          probe.close();
          backend.close();
        };
    return new NodeModel(backend, Optional.of(probe), closing, server.toString());
  }

  /** Who generates. */
  public ModelBackend backend() {
    return backend;
  }

  /** What it has generated. */
  public GenerationCounts counts() {
    return backend.counts();
  }

  /** Who looks whether the server of a real model answers; empty for a modelled one. */
  public Optional<UpstreamProbe> probe() {
    return probe;
  }

  /** "modelled", or name and address of the real one. */
  public String kind() {
    return kind;
  }

  /** Closes its connections. */
  public void close() {
    closing.run();
  }
}
