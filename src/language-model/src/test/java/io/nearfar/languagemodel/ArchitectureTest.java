package io.nearfar.languagemodel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Plain Java around LangChain4j: the edge agent and the command line share it. */
class ArchitectureTest {

  private static final JavaClasses SHARED =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nearfar.languagemodel");

  @Test
  void dependsOnTheModelAndOnLangChain4jOnly() {
    assertThat(SHARED.contain(Endpoint.class)).isTrue();
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "dev.langchain4j..", "io.nearfar.model..", "io.nearfar.languagemodel.."))
        .check(SHARED);
  }
}
