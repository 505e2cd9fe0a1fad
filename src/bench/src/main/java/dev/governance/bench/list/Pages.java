package dev.governance.bench.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Latencies;
import dev.governance.console.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of fifty events, as the explorer's API gives them. */
final class Pages {
    static final int SIZE = 50;

    private final Browser browser;

    Pages(Browser browser) {
        this.browser = browser;
    }

    /**
     * Asks once and notes how long it took.
     *
     * @param filter members of the address, or nothing
     * @param cursor where the page is; empty for the first
     */
    JsonNode page(String filter, String cursor, Latencies latencies) {
        String address = "/api/v2/events?size=" + SIZE
                + (filter.isEmpty() ? "" : "&" + filter)
                + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        long began = System.nanoTime();
        String body = browser.get(address);
        latencies.add(System.nanoTime() - began);
        return Json.tree(body);
    }

    /** The cursor of the page after so many others; they are read one by one, as somebody who presses "next" does. */
    String cursorAfter(long pages) {
        Latencies walked = new Latencies();
        String cursor = "";
        for (long page = 0; page < pages; page++) {
            JsonNode read = page("", cursor, walked);
            JsonNode next = read.get("next_cursor");
            if (next == null || next.isNull()) {
                throw new IllegalStateException("the log ends at page " + page);
            }
            cursor = next.asText();
        }
        return cursor;
    }
}
