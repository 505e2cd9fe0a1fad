package dev.governance.console.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The floors of the house: what may import what. */
class HouseTest {
    private static final String CONSOLE = "dev.governance.console.";

    private static final List<String> FEATURES = List.of(
            "auth",
            "audit",
            "keys",
            "explorer",
            "cost",
            "alerts",
            "approvals",
            "presence",
            "posture",
            "policies",
            "compliance",
            "doorbell",
            "bridge",
            "health",
            "nodes");

    /** They name sessions or check signatures. */
    private static final List<String> WITH_CHAIN = List.of("audit", "keys", "approvals", "presence", "compliance");

    private static final List<String> JDK = List.of("java..", "javax..", "com.sun.net..", "org.jspecify..");
    private static final List<String> JACKSON = List.of("com.fasterxml.jackson..");
    private static final List<String> MODEL_CLIENTS = List.of("com.openai..", "com.anthropic..", "dev.langchain4j..");
    private static final List<String> VERTX_CORE = List.of("io.vertx.core..", "org.slf4j..");

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.governance");
    }

    @Test
    void theChainIsArithmeticOnTheJdk() {
        reachesOnly("dev.governance.chain..", List.of("dev.governance.chain.."));
    }

    @Test
    void theSdkNeedsTheJdkJacksonAndADatabase() {
        reachesOnly(
                "dev.governance.sdk..",
                List.of("dev.governance.sdk..", "dev.governance.chain..", "org.slf4j..", "org.postgresql.."),
                MODEL_CLIENTS,
                JACKSON);
    }

    /** Only they name a client's classes, so that an SDK without that client loads all the same. */
    @Test
    void eachModelClientIsKnownToItsOwnWrapperAlone() {
        Map<String, String> wrappers =
                Map.of("openai", "com.openai..", "anthropic", "com.anthropic..", "langchain4j", "dev.langchain4j..");
        for (Map.Entry<String, String> wrapper : wrappers.entrySet()) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.governance.sdk." + wrapper.getKey() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(wrapper.getValue())
                    .check(house);
        }
    }

    @Test
    void theWireIsRecordsAndJackson() {
        reachesOnly(CONSOLE + "wire..", rooms("wire"), JACKSON);
    }

    @Test
    void theBusKnowsVertxAndTheWireCodec() {
        reachesOnly(CONSOLE + "bus..", rooms("wire", "bus"), VERTX_CORE);
    }

    @Test
    void theDatabaseRoomStandsBesideTheBus() {
        reachesOnly(
                CONSOLE + "db..",
                rooms("wire", "bus", "db"),
                VERTX_CORE,
                JACKSON,
                List.of(
                        "io.vertx.sqlclient..",
                        "io.vertx.pgclient..",
                        "org.flywaydb..",
                        "org.postgresql..",
                        "org.apache.commons.compress..",
                        "org.tukaani.xz.."));
    }

    @Test
    void theContractIsRecordsAsksAndTopics() {
        reachesOnly(CONSOLE + "contract..", rooms("wire", "bus", "contract"));
    }

    @Test
    void theLedgerAppendsToTheChain() {
        reachesOnly(
                CONSOLE + "ledger..",
                rooms("wire", "bus", "db", "ledger"),
                VERTX_CORE,
                List.of("dev.governance.chain..", "io.vertx.sqlclient.."));
    }

    @Test
    void featuresAreBlindToEachOther() {
        for (String feature : FEATURES) {
            reachesOnly(
                    CONSOLE + feature + "..",
                    rooms("wire", "bus", "db", "contract", "ledger", feature),
                    VERTX_CORE,
                    JACKSON,
                    List.of("io.vertx.sqlclient.."),
                    WITH_CHAIN.contains(feature) ? List.of("dev.governance.chain..") : List.of(),
                    feature.equals("doorbell") ? List.of("io.vertx.pgclient..") : List.of());
        }
    }

    @Test
    void httpSeesNoStore() {
        reachesOnly(
                CONSOLE + "http..",
                rooms("wire", "bus", "contract", "http"),
                VERTX_CORE,
                JACKSON,
                List.of(
                        "dev.governance.chain.files..", // as a key of TLS lies in a file, too
                        "io.vertx.ext.web..",
                        "io.vertx.ext.auth..",
                        "io.netty.buffer..",
                        "io.netty.channel..",
                        "io.netty.handler..",
                        "io.netty.util.."));
    }

    @Test
    void sampleAgentsUseTheSdkAsAnybodyDoes() {
        reachesOnly(CONSOLE + "demo..", rooms("wire", "demo"), List.of("dev.governance.sdk..", "org.slf4j.."));
    }

    @Test
    void nobodyCallsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CONSOLE + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONSOLE + "cli..")
                .check(house);
    }

    @Test
    void theCommandLineReachesTheConsoleThroughItsServer() {
        reachesOnly(
                CONSOLE + "cli..",
                rooms("wire", "server", "cli"),
                List.of("dev.governance.chain..", "picocli..", "org.slf4j..", "ch.qos.logback.."));
    }

    @Test
    void rowsAreReadInStores() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CONSOLE + "db..")
                .and(describe("are no stores", type -> !outermost(type).endsWith("Store")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.sqlclient..")
                .check(house);
    }

    @Test
    void noRoomIsPartOfACircle() {
        slices().matching("dev.governance.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void ofAFeatureOnlyTheVerticleIsPublic() {
        classes()
                .that()
                .resideInAnyPackage(
                        FEATURES.stream().map(feature -> CONSOLE + feature).toArray(String[]::new))
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveSimpleNameEndingWith("Verticle")
                .check(house);
    }

    @Test
    void nobodyWaitsOnAnEventLoop() {
        noClasses()
                .that(mayNotBlock())
                .should()
                .callMethodWhere(describe("Future.await()", HouseTest::isAwait))
                .check(house);
    }

    @Test
    void nobodyStartsThreads() {
        noClasses()
                .that(mayNotBlock())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(house);
        noMethods()
                .that()
                .areDeclaredInClassesThat(mayNotBlock())
                .should()
                .haveModifier(SYNCHRONIZED)
                .check(house);
    }

    @Test
    void everyRoomIsInTheTable() {
        List<String> known = Stream.concat(
                        FEATURES.stream(),
                        Stream.of("wire", "bus", "db", "contract", "ledger", "http", "server", "cli", "demo"))
                .toList();

        assertThat(house.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(CONSOLE))
                        .map(name -> name.substring(CONSOLE.length()).split("\\.", 2)[0])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static DescribedPredicate<JavaClass> mayNotBlock() {
        return describe(
                "run on event loops",
                type -> type.getPackageName().startsWith(CONSOLE)
                        && Stream.of("cli", "server", "demo", "db.embedded", "db.schema")
                                .noneMatch(room -> type.getPackageName().startsWith(CONSOLE + room)));
    }

    private static boolean isAwait(JavaMethodCall call) {
        MethodCallTarget target = call.getTarget();
        return target.getName().equals("await") && target.getOwner().isAssignableTo(Future.class);
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    private static List<String> rooms(String... names) {
        return Stream.of(names).map(name -> CONSOLE + name + "..").toList();
    }

    @SafeVarargs
    private static void reachesOnly(String room, List<String>... allowed) {
        List<String> packages = new ArrayList<>(JDK);
        for (List<String> some : allowed) {
            packages.addAll(some);
        }
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .check(house);
    }
}
