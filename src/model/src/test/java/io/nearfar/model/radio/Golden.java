package io.nearfar.model.radio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Computed values that were cross-checked against another implementation; golden.json says how. */
final class Golden {

  static final JsonNode VALUES = read();

  private Golden() {}

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The file's carrier and heights: 3.5 GHz, 25 m or 10 m. */
  static PathLoss pathLoss(String scenario, double userHeightMetres) {
    Propagation propagation = Propagation.valueOf(scenario.toUpperCase(Locale.ROOT));
    return new PathLoss(
        propagation, 3.5e9, propagation.baseStationHeightMetres(), userHeightMetres);
  }

  private static JsonNode read() {
    try (InputStream json = Golden.class.getResourceAsStream("golden.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
