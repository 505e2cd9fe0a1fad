package dev.governance.console.journey;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** A browser and a demo for the tests of one class, started before the first and closed after the last. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DemoJourney {
    static final double PATIENCE_MS = 30_000;

    private final String config;
    private final Map<String, String> environment;
    private Governance sdk;

    Chromium chromium;
    RunningDemo demo;

    DemoJourney() {
        this("{}", Map.of());
    }

    /** With a configuration file and variables. */
    DemoJourney(String config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    @BeforeAll
    final void startDemo() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        chromium = Chromium.start();
        demo = RunningDemo.start(config, environment);
    }

    @AfterAll
    final void stopDemo() {
        if (sdk != null) {
            sdk.close();
        }
        if (demo != null) {
            demo.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    /** For agents of the test's own. */
    final Governance sdk() {
        if (sdk == null) {
            sdk = Governance.builder(demo.dataSource())
                    .auditSecret(demo.auditSecret())
                    .holdingFolder(Path.of("target", "held", getClass().getSimpleName()))
                    .build();
        }
        return sdk;
    }

    /** The administrator of the demo at a desk. */
    final Visitor admin() {
        return visitor(RunningDemo.USERNAME, 1440, 900);
    }

    /** Somebody who signed in and looks at the posture. */
    final Visitor visitor(String name, int width, int height) {
        return Visitor.at(demo.url(), chromium, width, height).signIn(name, demo.password());
    }
}
