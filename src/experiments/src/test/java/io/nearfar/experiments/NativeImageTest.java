package io.nearfar.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.languagemodel.Scoring;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.io.Resource;
import org.junit.platform.commons.io.ResourceFilter;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.commons.support.ResourceSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A native executable reflects on what is registered and on nothing else, and carries only the
 * resources that are named.
 */
class NativeImageTest {

  private static final Path METADATA =
      Path.of(
          "src/main/resources/META-INF/native-image/io.nearfar/nearfar-experiments",
          "reachability-metadata.json");

  /** The modules whose types are read, written, shown on pages, or set by the command line. */
  private static final List<String> MODULES =
      Stream.of(Nearfar.class, Scenario.class, Scoring.class).map(NativeImageTest::origin).toList();

  /** What {@code mixinStandardHelpOptions} mixes in. */
  private static final String HELP = "picocli.CommandLine$AutoHelpMixin";

  @Test
  void typesAndResourcesAreRegistered() throws IOException {
    String made =
        """
        {
          "reflection": [
        %s
          ],
          "resources": [
        %s
          ]
        }
        """
            .formatted(
                lines(
                    types(),
                    type ->
                        "    {\"type\": \""
                            + type
                            + "\", \"allDeclaredConstructors\": true,"
                            + " \"allDeclaredMethods\": true, \"allDeclaredFields\": true}"),
                lines(resources(), resource -> "    {\"glob\": \"" + resource + "\"}"));
    if (Boolean.getBoolean("update")) {
      Files.writeString(METADATA, made);
    }
    assertThat(METADATA)
        .as("made by: mvn -pl src/experiments -am test -Dupdate=true")
        .hasContent(made);
  }

  @Test
  void theWholeCommandLineIsAmongThem() {
    Set<String> used = new TreeSet<>();
    collect(Nearfar.commandLine().getCommandSpec(), used);
    assertThat(used).hasSizeGreaterThan(10).contains(HELP).isSubsetOf(types());
  }

  private static String lines(Set<String> names, UnaryOperator<String> line) {
    return names.stream().map(line).collect(Collectors.joining(",\n"));
  }

  private static Set<String> types() {
    return Stream.concat(
            Stream.of(HELP),
            ReflectionSupport.findAllClassesInPackage(
                    "io.nearfar", NativeImageTest::isReflectedOn, name -> true)
                .stream()
                .map(Class::getName))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> resources() {
    return ResourceSupport.findAllResourcesInPackage(
            "io.nearfar",
            ResourceFilter.of(
                resource ->
                    !resource.getName().endsWith(".class")
                        && MODULES.stream().anyMatch(resource.getUri().toString()::contains)))
        .stream()
        .map(Resource::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Records, enums and sealed sums are what is read, written and shown, annotations tell of them;
   * what the command line sets is annotated, and so are other types that Jackson makes.
   */
  private static boolean isReflectedOn(Class<?> type) {
    return MODULES.contains(origin(type))
        && (type.isRecord()
            || type.isEnum()
            || type.isSealed()
            || type.isAnnotation()
            || CommandLine.IVersionProvider.class.isAssignableFrom(type)
            || CommandLine.ITypeConverter.class.isAssignableFrom(type)
            || Stream.of(
                    Stream.of(type),
                    Stream.of(type.getDeclaredFields()),
                    Stream.of(type.getDeclaredMethods()),
                    Stream.of(type.getDeclaredConstructors()))
                .flatMap(parts -> parts)
                .anyMatch(NativeImageTest::isAnnotated));
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .map(annotation -> annotation.annotationType().getName())
        .anyMatch(name -> name.startsWith("picocli.") || name.startsWith("com.fasterxml."));
  }

  private static void collect(CommandSpec command, Set<String> types) {
    Stream.concat(Stream.of(command), command.mixins().values().stream())
        .map(spec -> spec.userObject().getClass().getName())
        .forEach(types::add);
    command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), types));
  }

  private static String origin(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
