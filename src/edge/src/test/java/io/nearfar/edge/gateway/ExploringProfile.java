package io.nearfar.edge.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The policy explores its first tasks, and then no more. */
public final class ExploringProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("nearfar.scenario", "src/test/resources/exploring.yaml");
  }
}
