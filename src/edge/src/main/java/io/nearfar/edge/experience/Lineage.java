package io.nearfar.edge.experience;

import io.nearfar.model.radio.UserRates;
import io.nearfar.model.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Under which name experience is kept. */
final class Lineage {

  private Lineage() {}

  /**
   * The scenario's name and a digest of all that its rewards and its pool depend on. After a change
   * of models, reward, quality, radio, backhaul or size classes the old rewards mean nothing; and
   * what one policy has learnt must not be found by the next, which would be compared with it.
   */
  static String of(Scenario scenario) {
    String rewarded =
        scenario.analyticModel(UserRates.UNLIMITED)
            + " "
            + scenario.radio()
            + " "
            + scenario.sizeClasses()
            + " "
            + scenario.backhaulSeconds()
            + " "
            + scenario.policy().name()
            + (scenario.policy().keepBad() ? " with bad ones" : "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(rewarded.getBytes(StandardCharsets.UTF_8));
      return scenario.name() + "#" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
