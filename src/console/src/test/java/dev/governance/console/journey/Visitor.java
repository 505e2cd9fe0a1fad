package dev.governance.console.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody at a screen of their own.
 *
 * @param errors what the browser complained of so far
 */
record Visitor(Page page, List<String> errors) implements AutoCloseable {
    private static final double PATIENCE_MS = 30_000;

    /** Opens a browser window at the sign-in page of a console. */
    static Visitor at(String url, Chromium chromium, int width, int height) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(width, height))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        List<String> errors = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.navigate(url + "/login");
        return new Visitor(page, errors);
    }

    /** Signs in, which ends at the posture. */
    Visitor signIn(String name, String password) {
        page.getByLabel("User name").fill(name);
        page.locator("#p").fill(password);
        page.keyboard().press("Enter");
        assertThat(page.locator("article.agent").first()).isVisible();
        return this;
    }

    @Override
    public void close() {
        page.context().close();
    }
}
