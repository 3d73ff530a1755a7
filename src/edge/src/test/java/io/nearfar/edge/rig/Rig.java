package io.nearfar.edge.rig;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What stands around an edge agent under test: a database and a scripted cloud node. A field of
 * either type in a test class is filled.
 */
public final class Rig implements QuarkusTestResourceLifecycleManager {

  private final Database database = new Database();
  private final ScriptedServer cloud = new ScriptedServer();

  @Override
  public Map<String, String> start() {
    database.start();
    cloud.start();
    return Map.of(
        "quarkus.datasource.jdbc.url",
        database.url(),
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres",
        "nearfar.cloud.url",
        cloud.url(),
        "nearfar.records.journal.directory",
        journal().toString());
  }

  private static Path journal() {
    try {
      return Files.createTempDirectory("nearfar-journal");
    } catch (IOException e) {
      throw new UncheckedIOException("no place for a journal", e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(database, new TestInjector.MatchesType(Database.class));
    injector.injectIntoFields(cloud, new TestInjector.MatchesType(ScriptedServer.class));
  }

  @Override
  public void stop() {
    cloud.stop();
    database.stop();
  }
}
