package io.nearfar.model;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plain Java: no framework, no I/O, no clock and no hidden randomness. */
class ArchitectureTest {

  private static final JavaClasses MODEL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nearfar.model");

  @Test
  void theRulesSeeTheModel() {
    assertThat(MODEL.contain(Check.class)).isTrue();
    assertThat(MODEL.contain(Deployment.class)).isFalse();
    assertThat(MODEL).hasSizeGreaterThan(50);
  }

  @Test
  void dependsOnJavaAndSmallLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "com.fasterxml.jackson..",
                "org.apache.commons.rng..",
                "io.nearfar.model.."))
        .check(MODEL);
  }

  @Test
  void touchesNeitherFilesNorNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.net..").or(type(File.class)))
        .check(MODEL);
  }

  @Test
  void hasNoClockOfItsOwn() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat(type(Clock.class))
        .check(MODEL);
  }

  @Test
  void drawsFromNamedStreamsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(type(Random.class))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(type(java.util.concurrent.ThreadLocalRandom.class))
        .check(MODEL);
  }

  @Test
  void onlyNamedStreamsMakeGenerators() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.nearfar.model.random")
        .should()
        .dependOnClassesThat(type(java.util.SplittableRandom.class))
        .check(MODEL);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.nearfar.model.(**)").should().beFreeOfCycles().check(MODEL);
  }

  @Test
  void policiesDoNotKnowTheInContextOne() {
    noClasses()
        .that()
        .resideInAPackage("io.nearfar.model.policy")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.nearfar.model.policy.icl"))
        .check(MODEL);
  }
}
