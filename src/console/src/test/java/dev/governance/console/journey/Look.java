package dev.governance.console.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.stream.Stream;

/**
 * How a page is looked at.
 *
 * @param width in CSS pixels, as {@code height}
 * @param special forced colours and no motion
 */
record Look(String name, ColorScheme scheme, int width, int height, boolean special) {
    static Stream<Look> usual() {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> Stream.of(of(scheme, 1440, 900), of(scheme, 390, 844)));
    }

    /** A window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10), and colours that the visitor's system chose. */
    static Stream<Look> others() {
        return Stream.of(
                new Look("zoomed", ColorScheme.LIGHT, 320, 256, false),
                new Look("forced", ColorScheme.DARK, 1440, 900, true));
    }

    private static Look of(ColorScheme scheme, int width, int height) {
        return new Look(scheme == ColorScheme.LIGHT ? "light" : "dark", scheme, width, height, false);
    }

    Browser.NewContextOptions options() {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height);
        return special ? options.setForcedColors(ForcedColors.ACTIVE).setReducedMotion(ReducedMotion.REDUCE) : options;
    }

    String picture(String of) {
        return of + "-" + name + "-" + width + ".png";
    }
}
