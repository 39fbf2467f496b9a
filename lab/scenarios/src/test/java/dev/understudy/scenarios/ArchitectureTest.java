package dev.understudy.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md that a build file cannot say. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.understudy");

    private static final String[] PURE = {
        "dev.understudy.detector.verdict..",
        "dev.understudy.recovery.plan..",
        "dev.understudy.recovery.changelog..",
        "dev.understudy.recovery.sql..",
        "dev.understudy.recovery.gaps..",
        "dev.understudy.recovery.verify.digest..",
        "dev.understudy.recovery.preflight.facts..",
        "dev.understudy.recovery.preflight.rules..",
        "dev.understudy.router.routing..",
        "dev.understudy.router.balance..",
        "dev.understudy.router.reload..",
        "dev.understudy.router.haproxy.plan..",
        "dev.understudy.binlog..",
        "dev.understudy.journal.stream..",
        "dev.understudy.journal.ack.."
    };

    @Test
    void what_decides_touches_nothing() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "io.netty..",
                        "java.net..",
                        "java.nio.file.."));
    }

    @Test
    void what_decides_is_told_the_time() {
        check(noClasses().that().resideInAnyPackage(PURE).should().callMethod(System.class, "currentTimeMillis"));
        check(noClasses().that().resideInAnyPackage(PURE).should().callMethod(System.class, "nanoTime"));
        check(noClasses().that().resideInAnyPackage(PURE).should().callMethod(Instant.class, "now"));
    }

    @Test
    void the_detector_and_the_router_touch_no_database() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.understudy.detector..", "dev.understudy.router..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.understudy.engine..", "java.sql.."));
    }

    @Test
    void services_do_not_know_one_another() {
        check(slices().matching("dev.understudy.(agent|detector|router|recovery|journal)..")
                .should()
                .notDependOnEachOther());
    }

    @Test
    void nothing_is_called_common_util_or_helper() {
        check(noClasses().should().resideInAnyPackage("..common..", "..util..", "..utils..", "..helper.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
