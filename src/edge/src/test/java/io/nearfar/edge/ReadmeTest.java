package io.nearfar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README names nothing that the code does not have. */
class ReadmeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private final String readme = Files.readString(ROOT.resolve("README.md"));

  ReadmeTest() throws IOException {}

  private Set<String> named(String pattern) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(readme);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static String sources(String module) throws IOException {
    try (var files = Files.walk(ROOT.resolve("src").resolve(module).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ReadmeTest::text)
          .collect(Collectors.joining());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesConfigurationKeysThatExist() {
    Set<String> keys =
        ConfigMappings.getProperties(ConfigClass.configClass(EdgeConfig.class)).keySet();
    Predicate<String> exists =
        named ->
            named.endsWith(".*")
                ? keys.stream().anyMatch(key -> key.startsWith(named.replace("*", "")))
                : keys.contains(named);
    assertThat(named("(?:`|-D)(nearfar\\.[a-z.-]+(?:\\*|[a-z]))"))
        .hasSizeGreaterThan(6)
        .allMatch(exists);
  }

  @Test
  void namesHeadersThatExist() throws IOException {
    String gateway = sources("edge");
    assertThat(named("`(Nearfar-[A-Za-z-]+)`"))
        .hasSizeGreaterThan(10)
        .allSatisfy(header -> assertThat(gateway).contains('"' + header + '"'));
  }

  @Test
  void namesFilesThatExist() {
    assertThat(named("\\]\\(([^)#:]+)\\)"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    assertThat(named("`(src/[a-z/]+)`"))
        .isNotEmpty()
        .allSatisfy(folder -> assertThat(ROOT.resolve(folder)).isDirectory());
  }

  @Test
  void namesApiPathsThatExist() throws IOException {
    String console = sources("edge");
    assertThat(named("`(?:\\$EDGE)?/api/([a-z]+)`"))
        .hasSizeGreaterThan(5)
        .allSatisfy(path -> assertThat(console).contains("@Path(\"" + path + "\")"));
  }
}
