package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view, light and dark, wide and narrow: nothing overflows, no error, no broken content policy, open to everybody. */
class EveryPageTest extends DemoJourney {
    private static final Path PICTURES = Path.of("..", "..", "target", "screenshots");

    /** What stands beyond the edge of the screen and is no part of something that can be scrolled. */
    private static final String TOO_WIDE = "document.documentElement.scrollWidth - innerWidth";

    /** What moves for longer than anybody sees. */
    private static final String MOVING = "document.getAnimations().filter((one) => one.playState === 'running'"
            + " && one.effect.getTiming().duration > 1).length";

    /** Notices that lie on each other, and what floats over a page on something else that does. */
    private static final String OVERLAPPING = """
            () => {
              const boxes = [...document.querySelectorAll('.banner, .newpill, .toast, .help, .tabbar')]
                .map((one) => [one.className, one.getBoundingClientRect(), getComputedStyle(one).position === 'static'])
                .filter(([, box]) => box.width > 0 && box.height > 0);
              return boxes.flatMap(([name, a, flows], i) => boxes.slice(i + 1)
                .filter(([, b, too]) => flows === too
                  && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                .map(([other]) => `${name} and ${other}`));
            }
            """;

    static Stream<Look> usual() {
        return Look.usual();
    }

    static Stream<Look> others() {
        return Look.others();
    }

    @ParameterizedTest
    @MethodSource("usual")
    void isWholeQuietAndOpenToEverybody(Look look) {
        assertThat(complaints(look, true)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("others")
    void isWholeAlsoZoomedInAndInOtherColours(Look look) {
        assertThat(complaints(look, false)).isEmpty();
    }

    private List<String> complaints(Look look, boolean checked) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = chromium.browser().newContext(look.options())) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(page.url() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add(page.url() + ": " + error));
            look(page, look, new View("login", "/login", "#p"), checked, complaints);
            page.getByLabel("User name").fill(RunningDemo.USERNAME);
            page.locator("#p").fill(demo.password());
            page.keyboard().press("Enter");
            assertThat(page.locator("article.agent").first()).isVisible();
            for (View view : View.all(demo)) {
                look(page, look, view, checked, complaints);
            }
        }
        return complaints;
    }

    private void look(Page page, Look look, View view, boolean checked, List<String> complaints) {
        page.navigate(demo.url() + view.path());
        Locator ready = page.locator(view.ready()).first();
        assertThat(ready).isVisible();
        String name = look.picture(view.name());
        if (!Integer.valueOf(0).equals(page.evaluate(TOO_WIDE))) {
            complaints.add(name + " is too wide by " + page.evaluate(TOO_WIDE));
        }
        if (look.special() && !Integer.valueOf(0).equals(page.evaluate(MOVING))) {
            complaints.add(name + " moves");
        }
        ((List<?>) page.evaluate(OVERLAPPING)).forEach(two -> complaints.add(name + ": " + two + " lie on each other"));
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
        if (checked) {
            Axe.findings(page).forEach(found -> complaints.add(name + ": " + found));
        }
    }
}
