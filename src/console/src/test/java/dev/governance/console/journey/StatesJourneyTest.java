package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every view says as long as it knows nothing, and once it knows why: never that there is nothing. */
class StatesJourneyTest extends DemoJourney {
    /** All but who is here and the stream. */
    private static final Pattern API = Pattern.compile(".*/api/(?!auth/visitor|stream/).*");

    /** They read nothing. */
    private static final Set<String> WITHOUT_DATA = Set.of("settings", "settings-preferences", "not-found");

    /** What may be said only by whoever has read it. */
    private static final List<String> ONLY_KNOWN =
            List.of("No such policy is stored now", "nothing has checked the marks", "Read at");

    @Test
    void nothingIsSaidToBeMissingBeforeItWasRead() {
        everyView(held -> {}, (view, page) -> {
            assertThat(page.locator("main :is([aria-busy=true], .sk)").first()).isVisible();
            saysNothingOfWhatIsThere(view, page);
        });
    }

    @Test
    void nothingIsSaidToBeMissingThatCouldNotBeRead() {
        everyView(answer(500), (view, page) -> {
            assertThat(page.locator("main :is([role=alert], .stream-cut)").first())
                    .isVisible();
            assertThat(page.locator("main").getByText("Try again").first()).isVisible();
            saysNothingOfWhatIsThere(view, page);
        });
    }

    @Test
    void whatIsForbiddenIsNotOfferedAgain() {
        everyView(answer(403), (view, page) -> {
            assertThat(page.locator("main :is(.empty, .vb, .card)").first()).isVisible();
            assertThat(page.locator("main").getByText("Try again")).hasCount(0);
            assertThat(page.locator("main [role=alert] .g.fail")).hasCount(0);
        });
    }

    private void everyView(Consumer<Route> answer, BiConsumer<View, Page> look) {
        try (Visitor visitor = admin()) {
            Page page = visitor.page();
            page.route(API, answer);
            for (View view : View.all(demo)) {
                if (!WITHOUT_DATA.contains(view.name())) {
                    page.navigate(demo.url() + view.path());
                    look.accept(view, page);
                    assertThat(page.locator("h1")).hasCount(1);
                }
            }
        }
    }

    private static void saysNothingOfWhatIsThere(View view, Page page) {
        assertThat(page.locator("main .empty:not([role=alert])").allInnerTexts())
                .as(view.name())
                .isEmpty();
        for (String words : ONLY_KNOWN) {
            assertThat(page.locator("main").getByText(words, new Locator.GetByTextOptions().setExact(false)))
                    .hasCount(0);
        }
    }

    private static Consumer<Route> answer(int status) {
        return route -> route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setBody("{\"status\": " + status + ", \"code\": \"refused\", \"detail\": \"not now\"}"));
    }
}
