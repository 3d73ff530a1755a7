package io.nearfar.edge.cell;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A cell of slow links, whose tokens are paced. */
public final class CellProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("nearfar.scenario", "src/test/resources/cell.yaml");
  }
}
