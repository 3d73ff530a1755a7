package io.nearfar.edge.experience;

import io.nearfar.model.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Under which name experience is kept. */
final class Lineage {

  private Lineage() {}

  /**
   * The scenario's name and a digest of all that its rewards depend on. After a change of models,
   * reward, quality, radio or size classes the old rewards mean nothing.
   */
  static String of(Scenario scenario) {
    String rewarded = scenario.analyticModel() + " " + scenario.sizeClasses();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(rewarded.getBytes(StandardCharsets.UTF_8));
      return scenario.name() + "#" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
