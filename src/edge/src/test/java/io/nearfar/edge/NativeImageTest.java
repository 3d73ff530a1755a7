package io.nearfar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.edge.cell.CellResource;
import io.nearfar.edge.console.ConsoleResource;
import io.nearfar.edge.console.TaskResource;
import io.nearfar.edge.run.RunResource;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.serving.config.ReflectedTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Path;
import java.io.Reader;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A native executable reflects on what was registered and on nothing else. What the framework
 * cannot see for itself, because the model knows no framework, must be registered by name.
 */
class NativeImageTest {

  private static final List<Class<?>> RESOURCES =
      List.of(ConsoleResource.class, TaskResource.class, RunResource.class, CellResource.class);

  private final Set<Class<?>> reached = new HashSet<>();

  @Test
  void everyTypeOfTheModelThatIsReadOrWrittenIsRegistered() {
    walk(Scenario.class);
    walk(TaskRecord.class);
    for (Class<?> resource : RESOURCES) {
      Stream.of(resource.getDeclaredMethods())
          .filter(method -> isAnswer(method))
          .forEach(method -> walk(method.getGenericReturnType()));
    }

    assertThat(names(reached.stream().filter(NativeImageTest::isOfTheModel)))
        .isEqualTo(names(Stream.of(registered().targets())));
  }

  @Test
  void everyKeyOfTheConfigurationCanBeAskedFor() {
    configuration(EdgeConfig.class);
    assertThat(reached).hasSizeGreaterThan(5).allMatch(NativeImageTest::isRegistered);
  }

  private void configuration(Class<?> mapping) {
    reached.add(mapping);
    Stream.of(mapping.getDeclaredMethods())
        .map(Method::getReturnType)
        .filter(type -> type.isInterface() && type.getName().startsWith("io.nearfar."))
        .forEach(this::configuration);
  }

  private static boolean isRegistered(Class<?> type) {
    RegisterForReflection own = type.getAnnotation(RegisterForReflection.class);
    Class<?> around = type.getEnclosingClass();
    while (own == null && around != null) {
      own = around.getAnnotation(RegisterForReflection.class);
      if (own != null && own.ignoreNested()) {
        return false;
      }
      around = around.getEnclosingClass();
    }
    return own != null;
  }

  @Test
  void whatAQueryConstructsIsRegistered() throws Exception {
    Pattern projection = Pattern.compile("\\.project\\(([\\w.]+)\\.class\\)");
    java.nio.file.Path sources = java.nio.file.Path.of("src/main/java");
    try (Stream<java.nio.file.Path> files = Files.walk(sources)) {
      for (java.nio.file.Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String outer =
            sources.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
        for (MatchResult found : projection.matcher(Files.readString(file)).results().toList()) {
          reached.add(Class.forName(outer + "$" + found.group(1)));
        }
      }
    }
    assertThat(reached).isNotEmpty().allMatch(NativeImageTest::isRegistered);
  }

  @Test
  void whatIsRegisteredByNameExists() throws Exception {
    for (String name : registered().classNames()) {
      assertThat(Class.forName(name).isRecord()).as(name).isTrue();
    }
  }

  @Test
  void bothNodesTakeTheResourcesOfTheModelAlong() throws Exception {
    for (String node : List.of("edge", "cloud")) {
      Properties properties = new Properties();
      try (Reader file =
          Files.newBufferedReader(
              java.nio.file.Path.of("..", node, "src/main/resources/application.properties"))) {
        properties.load(file);
      }
      assertThat(properties.getProperty("quarkus.native.resources.includes"))
          .isEqualTo(
              "io/nearfar/model/**/*.yaml,io/nearfar/model/**/*.csv,io/nearfar/model/**/*.txt");
    }
  }

  private static RegisterForReflection registered() {
    return ReflectedTypes.class.getAnnotation(RegisterForReflection.class);
  }

  private static boolean isAnswer(Method method) {
    return method.isAnnotationPresent(Path.class)
        || Arrays.stream(method.getAnnotations())
            .anyMatch(a -> a.annotationType().getPackageName().equals("jakarta.ws.rs"));
  }

  private static boolean isOfTheModel(Class<?> type) {
    return type.getName().startsWith("io.nearfar.model.");
  }

  private static Set<String> names(Stream<Class<?>> types) {
    return types.map(Class::getCanonicalName).collect(Collectors.toCollection(TreeSet::new));
  }

  private void walk(Type type) {
    if (type instanceof ParameterizedType generic) {
      walk(generic.getRawType());
      Stream.of(generic.getActualTypeArguments()).forEach(this::walk);
    } else if (type instanceof GenericArrayType array) {
      walk(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      Stream.of(wildcard.getUpperBounds()).forEach(this::walk);
    } else if (type instanceof Class<?> known) {
      walk(known);
    }
  }

  private void walk(Class<?> type) {
    if (type.isArray()) {
      walk(type.getComponentType());
    } else if (type.getName().startsWith("io.nearfar.") && reached.add(type)) {
      for (Type next : parts(type)) {
        walk(next);
      }
    }
  }

  private static List<Executable> executables(Class<?> type) {
    List<Executable> executables = new ArrayList<>(List.of(type.getDeclaredConstructors()));
    executables.addAll(List.of(type.getDeclaredMethods()));
    return executables;
  }

  /** Of what an object of the type may consist. */
  private static List<Type> parts(Class<?> type) {
    List<Type> parts = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        parts.add(component.getGenericType());
      }
    }
    if (type.isSealed() && !type.isEnum()) {
      parts.addAll(List.of(type.getPermittedSubclasses()));
    }
    for (Executable executable : executables(type)) {
      if (executable.isAnnotationPresent(JsonCreator.class)) {
        parts.addAll(List.of(executable.getGenericParameterTypes()));
      }
      if (executable.isAnnotationPresent(JsonValue.class)) {
        parts.add(executable.getAnnotatedReturnType().getType());
      }
    }
    return parts;
  }
}
