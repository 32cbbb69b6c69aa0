package io.pymap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pymap.imap.command.search.Steps;
import io.pymap.imap.session.NewsSource;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of dependency, as pymap-server/ARCHITECTURE.md gives them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private JavaClasses classes;

    @BeforeAll
    void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/io/pymap/admin/grpc/")) // made by protoc
                .importPackages("io.pymap");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.pymap.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTransportAndWhatHangsInItKnowNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.pymap.transport..",
                        "io.pymap.fault",
                        "io.pymap.variation",
                        "io.pymap.admin",
                        "io.pymap.control")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are Netty's, but for the future that Lettuce gives who ends its threads",
                        type -> type.getPackageName().startsWith("io.netty.")
                                && !type.getName().equals("io.netty.util.concurrent.Future")))
                .check(classes);
    }

    @Test
    void onlyTheCommandKnowsItsLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "ch.qos.logback..")
                .check(classes);
    }

    @Test
    void onlyTheControlApiKnowsItsLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.control..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "io.netty.handler.codec.http..")
                .check(classes);
    }

    @Test
    void onlyMetricsForPrometheusKnowItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.metrics.prometheus")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.prometheus..")
                .check(classes);
    }

    @Test
    void onlyTheRedisBackendKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pymap.backend.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(classes);
    }

    @Test
    void onlyTheAdminServiceAndItsClientKnowTheirLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pymap.admin..", "io.pymap.cli.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "com.google.rpc..", "io.pymap.admin.grpc..")
                .check(classes);
    }

    @Test
    void theModelDependsOnNothingOfOurs() {
        classes()
                .that()
                .resideInAPackage("io.pymap.mailbox")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.pymap.mailbox", "io.pymap.mime", "java..", "org.jspecify..")
                .check(classes);
        classes()
                .that()
                .resideInAPackage("io.pymap.mime")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.pymap.mime", "java..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void layersLookDownOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("command line")
                .definedBy("io.pymap.cli..")
                .layer("control API")
                .definedBy("io.pymap.control..")
                .layer("fixtures")
                .definedBy("io.pymap.fixture..")
                .layer("server")
                .definedBy("io.pymap.server..")
                .layer("admin service")
                .definedBy("io.pymap.admin..")
                .layer("faults")
                .definedBy("io.pymap.fault..")
                .layer("variation")
                .definedBy("io.pymap.variation..")
                .layer("transport")
                .definedBy("io.pymap.transport..")
                .layer("transcript")
                .definedBy("io.pymap.transcript..")
                .layer("backends")
                .definedBy("io.pymap.backend..")
                .layer("profiles")
                .definedBy("io.pymap.profile..")
                .layer("protocol")
                .definedBy("io.pymap.imap")
                .layer("engine")
                .definedBy("io.pymap.imap.engine..")
                .layer("extensions")
                .definedBy("io.pymap.imap.extension..")
                .layer("commands")
                .definedBy("io.pymap.imap.command..")
                .layer("vocabulary")
                .definedBy("io.pymap.imap.vocabulary..")
                .layer("session")
                .definedBy("io.pymap.imap.session..")
                .layer("syntax")
                .definedBy("io.pymap.imap.syntax..")
                .layer("mailbox")
                .definedBy("io.pymap.mailbox..")
                .whereLayer("command line")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("control API")
                .mayOnlyBeAccessedByLayers("command line")
                .whereLayer("fixtures")
                .mayOnlyBeAccessedByLayers("control API", "command line")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("fixtures", "control API", "command line")
                .whereLayer("admin service")
                .mayOnlyBeAccessedByLayers("command line")
                .whereLayer("admin service")
                .mayOnlyAccessLayers("mailbox")
                .whereLayer("faults")
                .mayOnlyBeAccessedByLayers("fixtures", "server", "control API", "command line")
                .whereLayer("variation")
                .mayOnlyBeAccessedByLayers("fixtures", "server", "control API", "command line")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("faults", "variation", "fixtures", "server", "control API", "command line")
                .whereLayer("transcript")
                .mayOnlyBeAccessedByLayers("faults", "fixtures", "server", "control API", "command line")
                .whereLayer("backends")
                .mayOnlyBeAccessedByLayers("fixtures", "server", "control API", "command line")
                .whereLayer("profiles")
                .mayOnlyBeAccessedByLayers("fixtures", "server", "control API", "command line")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("profiles", "fixtures", "server", "control API", "command line")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers(
                        "transport", "faults", "profiles", "fixtures", "server", "control API", "command line")
                .whereLayer("extensions")
                .mayOnlyBeAccessedByLayers("protocol", "profiles", "fixtures")
                .whereLayer("commands")
                .mayOnlyBeAccessedByLayers("extensions", "protocol", "profiles")
                .whereLayer("vocabulary")
                .mayOnlyBeAccessedByLayers(
                        "commands",
                        "extensions",
                        "protocol",
                        "profiles",
                        "engine",
                        "transport",
                        "server",
                        "control API")
                .whereLayer("mailbox")
                .mayNotAccessAnyLayer()
                .whereLayer("syntax")
                .mayOnlyAccessLayers("mailbox")
                .whereLayer("session")
                .mayOnlyAccessLayers("syntax", "mailbox")
                .check(classes);
    }

    @Test
    void backendsKnowNeitherEachOtherNorTheProtocol() {
        noClasses()
                .that()
                .resideInAPackage("io.pymap.backend..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.pymap.imap..", "io.pymap.transport..", "io.pymap.server..")
                .check(classes);
        slices().matching("io.pymap.backend.(*)..")
                .should()
                .notDependOnEachOther()
                .check(classes);
    }

    @Test
    void theProtocolNeverWaits() {
        noClasses()
                .that()
                .resideInAPackage("io.pymap.imap..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(CompletableFuture.class)
                .check(classes);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.pymap.imap..")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(classes);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .areNotEnums()
                .should()
                .beFinal()
                .check(classes);
    }

    @Test
    void wordsOfTheProtocolHaveNoState() {
        DescribedPredicate<JavaClass> ofOneSession = DescribedPredicate.describe(
                "data of one reply, while it is sent, and news of one session",
                type -> type.isAssignableTo(Iterator.class)
                        || type.isAssignableTo(Steps.Work.class)
                        || type.isAssignableTo(NewsSource.class));
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.pymap.imap.command..", "io.pymap.imap.extension..")
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.not(ofOneSession))
                .should()
                .beFinal()
                .check(classes);
    }

    @Test
    void timeComesFromTimers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pymap.time..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(classes);
    }
}
