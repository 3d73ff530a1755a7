package io.nearfar.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The chart as an operator uses it: rendered by Helm itself. */
final class Chart {

  /** Top of the project. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  static final Path DIRECTORY = ROOT.resolve("helm/nearfar");

  /** A release name that YAML would read as a truth value. */
  static final String RELEASE = "n";

  static final YAMLMapper YAML = new YAMLMapper();

  static final String KUBERNETES = "1.34.0";

  private Chart() {}

  /** The values of the chart as they ship. */
  static JsonNode defaults() {
    return read(DIRECTORY.resolve("values.yaml"));
  }

  static JsonNode read(Path yaml) {
    try {
      return YAML.readTree(yaml.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(yaml.toString(), e);
    }
  }

  /** The values files that ship as examples. */
  static List<Path> examples() {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("examples"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The manifests, with a Secret that is there already: a password that is to be kept makes Helm
   * look for a cluster.
   */
  static String render(String release, Map<String, ?> values, Path... files) {
    return render(DIRECTORY, release, values, files);
  }

  /** The manifests that a chart in this directory makes. */
  static String render(Path chart, String release, Map<String, ?> values, Path... files) {
    TemplateCommand template =
        new Helm(chart)
            .template()
            .withName(release)
            .withNamespace("nearfar")
            .withKubeVersion(KUBERNETES)
            .set("postgresql.existingSecret", "given");
    for (Path file : files) {
      template.withValuesFile(file);
    }
    values.forEach(template::set);
    return template.call();
  }

  /** The objects that values make. */
  static Objects objects(Map<String, ?> values, Path... files) {
    return new Objects(parse(render(RELEASE, values, files)));
  }

  /** The objects that a values file in this text makes. */
  static Objects objects(String valuesYaml) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        return objects(Map.of(), Files.writeString(file, valuesYaml));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> parse(String manifests) {
    List<JsonNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(manifests)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document != null && document.isObject()) {
          objects.add(document);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(manifests, e);
    }
    return objects;
  }

  /** Objects of Kubernetes. */
  record Objects(List<JsonNode> list) {

    List<JsonNode> of(String kind) {
      return list.stream().filter(o -> o.path("kind").textValue().equals(kind)).toList();
    }

    JsonNode one(String kind, String nameEnds) {
      List<JsonNode> found = of(kind).stream().filter(o -> name(o).endsWith(nameEnds)).toList();
      if (found.size() != 1) {
        throw new AssertionError(
            found.size()
                + " "
                + kind
                + " whose name ends with "
                + nameEnds
                + " among "
                + list.stream().map(o -> o.path("kind").textValue() + "/" + name(o)).toList());
      }
      return found.get(0);
    }

    /** Specifications of pods, by the name of what makes them. */
    Map<String, JsonNode> pods() {
      Map<String, JsonNode> pods = new TreeMap<>();
      for (JsonNode object : list) {
        JsonNode spec = object.path("spec");
        switch (object.path("kind").textValue()) {
          case "Pod" -> pods.put(name(object), spec);
          case "CronJob" -> pods.put(name(object), spec.at("/jobTemplate/spec/template/spec"));
          case "Deployment", "StatefulSet", "Job" ->
              pods.put(name(object), spec.at("/template/spec"));
          default -> {
            // Makes no pods.
          }
        }
      }
      return pods;
    }
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").textValue();
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Environment of the first container of a pod: values, or the Secrets they come from. */
  static Map<String, String> environment(JsonNode pod) {
    Map<String, String> environment = new TreeMap<>();
    each(pod.at("/containers/0/env"))
        .forEach(
            variable -> {
              JsonNode secret = variable.at("/valueFrom/secretKeyRef");
              environment.put(
                  variable.path("name").textValue(),
                  secret.isObject()
                      ? secret.path("name").textValue() + "/" + secret.path("key").textValue()
                      : variable.path("value").asText());
            });
    return environment;
  }
}
