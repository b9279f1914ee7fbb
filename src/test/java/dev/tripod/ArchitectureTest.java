package dev.tripod;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;

/** Guards the map of docs/architecture.md: which package may import which, and which words stay below which line. */
@AnalyzeClasses(packages = "dev.tripod", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** For each package the ones it may import directly or further down the same path. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("problem", List.of()),
            Map.entry("config", List.of()),
            Map.entry("launch", List.of()),
            Map.entry("upstash", List.of("config", "problem")),
            Map.entry("store", List.of("upstash", "config", "problem")),
            Map.entry("broadcast", List.of("store", "upstash", "config", "problem")),
            Map.entry("cache", List.of("broadcast", "store", "upstash", "config", "problem")),
            Map.entry("cache.annotations", List.of("cache", "broadcast", "store", "upstash", "config", "problem")),
            Map.entry("session", List.of("cache", "broadcast", "store", "config", "problem")),
            Map.entry("room", List.of("session", "cache", "broadcast", "store", "config", "problem")),
            Map.entry("pairing", List.of("room", "session", "cache", "broadcast", "store", "config", "problem")),
            Map.entry("gateway", List.of("broadcast", "store", "upstash", "config", "problem")),
            Map.entry(
                    "status",
                    List.of("pairing", "room", "session", "cache", "broadcast", "store", "config", "problem")),
            Map.entry(
                    "web",
                    List.of(
                            "status",
                            "gateway",
                            "pairing",
                            "room",
                            "session",
                            "cache",
                            "broadcast",
                            "store",
                            "config",
                            "problem")));

    /** OpenWebBeans takes such methods for interceptors, which no final class may have. */
    @ArchTest
    void classesThatTheContainerCallsAtTheirStartOrEndAreNotFinal(JavaClasses product) {
        methods()
                .that()
                .areAnnotatedWith(PreDestroy.class)
                .or()
                .areAnnotatedWith(PostConstruct.class)
                .should()
                .beDeclaredInClassesThat()
                .doNotHaveModifier(JavaModifier.FINAL)
                .check(product);
    }

    @ArchTest
    void everyPackageStandsInTheMap(JavaClasses product) {
        classes()
                .should()
                .resideInAnyPackage(
                        ALLOWED.keySet().stream().map(ArchitectureTest::name).toArray(String[]::new))
                .check(product);
    }

    @ArchTest
    void packagesImportOnlyWhatTheMapAllows(JavaClasses product) {
        ALLOWED.forEach((from, allowed) -> {
            var others = ALLOWED.keySet().stream()
                    .filter(name -> !name.equals(from) && !allowed.contains(name))
                    .map(ArchitectureTest::name)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(name(from))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(product);
        });
    }

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.tripod.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_SETTINGS_READ_THE_ENVIRONMENT = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tripod.config", "dev.tripod.launch")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule NO_HTTP_SESSION = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("jakarta\\.servlet\\.http\\.HttpSession|jakarta\\.enterprise\\.context\\.SessionScoped");

    @ArchTest
    static final ArchRule HTTP_CLIENTS_STAY_BELOW = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tripod.upstash")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NO_NAMES_WITHOUT_MEANING = noClasses()
            .that(new DescribedPredicate<JavaClass>("are not the specification's managers") {
                @Override
                public boolean test(JavaClass type) {
                    return !type.isAssignableTo("javax.cache.CacheManager");
                }
            })
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Dto)$");

    @ArchTest
    static final ArchRule THE_PORTABLE_CORE_NEEDS_NO_JAKARTA = noClasses()
            .that()
            .resideInAnyPackage("dev.tripod.problem", "dev.tripod.upstash")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    private static String name(String simple) {
        return "dev.tripod." + simple;
    }
}
