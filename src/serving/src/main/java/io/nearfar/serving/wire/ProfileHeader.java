package io.nearfar.serving.wire;

import io.nearfar.model.inference.ModelProfile;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The response header by which a cloud node says which model it serves, name and figures: two nodes
 * whose values differ have different scenarios.
 */
public final class ProfileHeader {

  /** Its name. */
  public static final String NAME = "Nearfar-Profile";

  private ProfileHeader() {}

  /** Its value: 8 hexadecimal digits, the CRC-32 of everything that the profile states. */
  public static String of(ModelProfile profile) {
    CRC32 crc = new CRC32();
    crc.update(profile.toString().getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
