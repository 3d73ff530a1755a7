package io.nearfar.edge;

import io.nearfar.edge.backhaul.CloudHop;
import io.nearfar.edge.cell.RadioCell;
import io.nearfar.edge.experience.RecordWriter;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.serving.config.EnvironmentKeys;
import io.nearfar.serving.config.ListeningPort;
import io.nearfar.serving.http.ApiRoutes;
import io.nearfar.serving.node.NodeModel;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** What happens once, before the first request. */
@Singleton
class EdgeStart {

  private static final Logger LOG = Logger.getLogger(EdgeStart.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  void route(@Observes Router router, EdgeConfig config) {
    ApiRoutes.install(router, config.limits().bodyBytes());
  }

  void start(
      @Observes StartupEvent event,
      EdgeConfig config,
      Scenario scenario,
      DeployedPolicy deployed,
      NodeModel model,
      CloudHop hop,
      RadioCell cell,
      Flyway flyway,
      RecordWriter writer) {
    EnvironmentKeys.check(System.getenv(), EdgeConfig.class);
    ListeningPort.check(LaunchMode.current(), ConfigProvider.getConfig());
    writer.openJournal();
    migrate(flyway, config.records().startDeadline());
    writer.start(deployed);
    cell.start();
    LOG.infof(
        "Edge agent of scenario %s: %s near (%s), %s far at %s; policy %s, decision model %s",
        scenario.name(),
        scenario.pair().edge().name(),
        model.kind(),
        scenario.pair().cloud().name(),
        hop.url(),
        deployed.kind(),
        deployed.learner().map(InContextPolicy::modelName).orElse("none"));
  }

  /** Here rather than by Flyway itself, for the sake of a sentence instead of a stack trace. */
  private static void migrate(Flyway flyway, Duration deadline) {
    long start = System.nanoTime();
    boolean waiting = false;
    while (true) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (deadline.minusNanos(System.nanoTime() - start).compareTo(PAUSE) <= 0) {
          throw unusable(e);
        }
        if (!waiting) {
          LOG.warnf("%s; trying again for %d s", firstLine(unusable(e)), deadline.toSeconds());
          waiting = true;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException("stopped while waiting for PostgreSQL");
    }
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElseThrow();
  }

  private static ConfigurationException unusable(FlywayException e) {
    String url =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.datasource.jdbc.url", String.class)
            .orElse("(no quarkus.datasource.jdbc.url)");
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new ConfigurationException(
        "PostgreSQL at "
            + url
            + " cannot be used: "
            + root.getMessage()
            + "\nThe edge agent needs it at start; quarkus.datasource.jdbc.url, .username and .password"
            + " say where it is.");
  }
}
