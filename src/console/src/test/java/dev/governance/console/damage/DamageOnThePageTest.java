package dev.governance.console.damage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.governance.console.journey.Chromium;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage in the words that a person reads, in a real browser. */
@Tag("browser")
class DamageOnThePageTest {
    private static final double PATIENCE_MS = 30_000;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyDamageOfSessionsIsNamedInItsSessionAndInTheWholeLog(@TempDir Path folder) throws SQLException {
        Map<Damage, UUID[][]> sessions = new EnumMap<>(Damage.class);
        try (DamagedConsole console = DamagedConsole.with(sessions, folder);
                BrowserContext context = chromium.browser().newContext()) {
            Page page = signedIn(context, console);

            for (Damage damage : Damage.values()) {
                page.navigate(console.url() + "/audit?verify=1&session=" + sessions.get(damage)[0][0]);
                Locator band = page.locator("section.chain .vb.fail");
                assertThat(band.locator("h2")).hasText(damage.headline, exactly());
                assertThat(band.locator("p")).containsText(damage.sentence);
            }
            verifyWholeLog(page, console);
            for (Damage damage : Damage.values()) {
                UUID session = sessions.get(damage)[0][0];
                Locator line = page.locator("section.whole .dmg li:has(a[title='" + session + "'])");
                assertThat(line.locator("b")).hasText(damage.headline, exactly());
                assertThat(line).containsText(damage.sentence);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDamageOfTheRecordIsNamed(RecordDamage damage, @TempDir Path folder) throws SQLException {
        UUID[] ids = new UUID[5];
        try (DamagedConsole console = DamagedConsole.with(damage, ids, folder);
                BrowserContext context = chromium.browser().newContext()) {
            Page page = signedIn(context, console);

            page.navigate(console.url() + "/audit?verify=1&session=" + ids[0]);
            assertThat(page.locator("section.chain p.marks")).containsText(damage.onThePage(), contains());
            assertThat(page.locator("section.chain .vb h2")).hasText(damage.sessionHeadline());
            assertThat(page.locator("section.chain .vb." + (damage.exitCode == 1 ? "fail" : "warn")))
                    .hasCount(1);
            assertThat(page.getByText("Certificate")).hasCount(0);
            verifyWholeLog(page, console);
            assertThat(page.locator("section.whole .vb h2")).hasText(Pattern.compile(damage.headline));
            assertThat(page.locator("section.whole .vb.pass")).hasCount(0);
            assertThat(page.locator("section.whole p.marks")).containsText(damage.onThePage());
            if (damage.ofSession() != null) {
                assertThat(page.locator("section.whole .dmg")).containsText("This session had 4 events; none is left.");
            }
        }
    }

    private static Page signedIn(BrowserContext context, DamagedConsole console) {
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(console.url() + "/login");
        page.getByLabel("User name").fill(DamagedConsole.USERNAME);
        page.locator("#p").fill(DamagedConsole.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/posture*");
        return page;
    }

    private static void verifyWholeLog(Page page, DamagedConsole console) {
        page.navigate(console.url() + "/audit");
        page.getByText("Verify whole log").click();
        assertThat(page.locator("section.whole .facts"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
    }

    private static LocatorAssertions.HasTextOptions exactly() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }
}
