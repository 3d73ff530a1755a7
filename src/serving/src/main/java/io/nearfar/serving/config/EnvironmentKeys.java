package io.nearfar.serving.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses environment variables that look like configuration of Nearfar and are not. For every
 * other source the configuration library does so itself.
 */
public final class EnvironmentKeys {

  private static final String PREFIX = "NEARFAR_";
  private static final String SERVICE_HOST = "_SERVICE_HOST";

  private EnvironmentKeys() {}

  /**
   * Checks an environment against the configuration mappings of an application.
   *
   * @param environment as of {@link System#getenv()}
   * @param mappings interfaces annotated with {@code @ConfigMapping}
   * @throws ConfigurationException naming the variables that map to no key, and the valid ones
   */
  public static void check(Map<String, String> environment, Class<?>... mappings) {
    Set<String> known =
        List.of(mappings).stream()
            .flatMap(
                m -> ConfigMappings.getProperties(ConfigClass.configClass(m)).keySet().stream())
            .collect(Collectors.toSet());
    Set<String> services =
        environment.keySet().stream()
            .filter(name -> name.endsWith(SERVICE_HOST))
            .map(name -> name.substring(0, name.length() - SERVICE_HOST.length()))
            .collect(Collectors.toSet());
    List<Pattern> patterns = known.stream().map(EnvironmentKeys::pattern).toList();
    List<String> unknown =
        environment.keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .filter(name -> patterns.stream().noneMatch(p -> p.matcher(name).matches()))
            .filter(name -> !isServiceLink(name, services))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "unknown configuration in the environment: "
              + String.join(", ", unknown)
              + "; the keys are "
              + known.stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  /**
   * {@code nearfar.limits.max-running} as NEARFAR_LIMITS_MAX_RUNNING; a map's {@code *} as
   * anything.
   */
  private static Pattern pattern(String key) {
    String name = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    return Pattern.compile(name.replace("*", ".+"));
  }

  /**
   * Kubernetes describes every Service of a namespace in variables that begin with the Service's
   * name.
   */
  private static boolean isServiceLink(String name, Set<String> services) {
    return services.stream()
        .filter(name::startsWith)
        .map(service -> name.substring(service.length()))
        .anyMatch(rest -> rest.startsWith("_SERVICE_") || rest.startsWith("_PORT"));
  }
}
