package dev.governance.console.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a person typed to find an event: an id, the beginning of its HMAC, or a text of its metadata. */
sealed interface SearchTerm {
    /** Fewer digits name too many rows. */
    Pattern MAC = Pattern.compile("[0-9a-f]{8,64}");

    Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    int SHORTEST = 2;
    int LONGEST = 200;

    /** The id of an event, or else of a session. */
    record Id(UUID id) implements SearchTerm {}

    /** The first hexadecimal digits of an HMAC. */
    record Mac(String digits) implements SearchTerm {}

    /** A part of the metadata, in any case. */
    record Text(String lower) implements SearchTerm {
        /**
         * Whether metadata that is shown has it: in its JSON, or in one value as people read it. What is asked is the
         * redacted metadata and never the row: whoever could search the row could spell out a secret letter by letter.
         */
        boolean isIn(JsonNode shown) {
            return has(shown.toString()) || isInValue(shown);
        }

        /** JSON escapes quotes and line breaks, which nobody types. Trees end at 200 levels. */
        private boolean isInValue(JsonNode node) {
            if (node.isTextual()) {
                return has(node.textValue());
            }
            for (JsonNode part : node) {
                if (isInValue(part)) {
                    return true;
                }
            }
            return false;
        }

        private boolean has(String text) {
            return text.toLowerCase(Locale.ROOT).contains(lower);
        }
    }

    static SearchTerm parse(String text) {
        String term = text.strip().toLowerCase(Locale.ROOT);
        if (ID.matcher(term).matches()) {
            return new Id(UUID.fromString(term));
        }
        String digits = term.replace(" ", ""); // the dashboard shows them in groups
        if (MAC.matcher(digits).matches()) {
            return new Mac(digits);
        }
        int length = term.codePointCount(0, term.length());
        if (length < SHORTEST || length > LONGEST || term.indexOf(0) >= 0) {
            throw new Refusal(
                    Fault.UNPROCESSABLE,
                    "not_searchable",
                    "q is an event id, a session id, at least 8 hexadecimal digits of an HMAC, or a text of " + SHORTEST
                            + " to " + LONGEST + " characters that stands in the metadata");
        }
        return new Text(term);
    }
}
