package io.nearfar.experiments.figure;

import io.nearfar.model.scenario.ScenarioReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A curve by name: who decides, or what is deployed.
 *
 * @param name in the legend and in the CSV
 * @param colour of its line
 * @param style of its line: solid, dashed, dotted, dotdash, longdash or twodash
 * @param changes keys of the scenario that make it, with their values; later ones may change parts
 *     of earlier ones
 */
record Series(String name, String colour, String style, Map<String, Object> changes) {

  Series {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  /** A series made by these changes, each {@code KEY=VALUE} as on the command line. */
  static Series of(String name, String colour, String style, String... settings) {
    Map<String, Object> changes = new LinkedHashMap<>();
    for (String setting : settings) {
      put(changes, setting);
    }
    return new Series(name, colour, style, changes);
  }

  /** Adds a change {@code KEY=VALUE}. */
  static void put(Map<String, Object> changes, String setting) {
    int equals = setting.indexOf('=');
    String key = setting.substring(0, equals);
    changes.put(key, ScenarioReader.value(key, setting.substring(equals + 1)));
  }

  /** The same under another name. */
  Series named(String other) {
    return new Series(other, colour, style, changes);
  }

  /** The same with a further change. */
  Series with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(changes);
    more.put(key, value);
    return new Series(name, colour, style, more);
  }
}
