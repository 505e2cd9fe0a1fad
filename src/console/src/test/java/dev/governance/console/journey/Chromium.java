package dev.governance.console.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real headless Chromium where {@code .ci/tools} prepared one; elsewhere its tests say loudly that they are skipped. */
public final class Chromium implements AutoCloseable {
    private static final Path DRIVER = Path.of("..", "..", "target", "browser", "driver");
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start() {
        skipUnless(Files.exists(PROGRAM), "there is no " + PROGRAM);
        skipUnless(Files.exists(DRIVER.resolve("node")), "no driver was prepared; run .ci/tools first");
        System.setProperty(
                "playwright.cli.dir", DRIVER.toAbsolutePath().normalize().toString());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    private static void skipUnless(boolean present, String why) {
        if (!present) {
            System.out.println("SKIPPED: browser stage: " + why);
        }
        Assumptions.assumeTrue(present, why);
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
