package io.pymap.testcontainers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who has no use for a library does without it. */
class OptionalLibrariesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pymap.testcontainers");

    @Test
    void springIsForThoseWhoHaveIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.testcontainers.spring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.pymap.testcontainers.spring")
                .check(CLASSES);
    }

    @Test
    void junitIsForItsReport() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.testcontainers.junit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "io.pymap.testcontainers.junit")
                .check(CLASSES);
    }
}
