package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a person typed to find an event: an id, or the beginning of its HMAC. Both can be found without a full scan. */
sealed interface SearchTerm {
    /** Fewer digits name too many rows. */
    Pattern MAC = Pattern.compile("[0-9a-f]{8,64}");

    Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The id of an event, or else of a session. */
    record Id(UUID id) implements SearchTerm {}

    /** The first hexadecimal digits of an HMAC. */
    record Mac(String digits) implements SearchTerm {}

    static SearchTerm parse(String text) {
        String term = text.strip().toLowerCase(Locale.ROOT);
        if (ID.matcher(term).matches()) {
            return new Id(UUID.fromString(term));
        }
        String digits = term.replace(" ", ""); // the dashboard shows them in groups
        if (MAC.matcher(digits).matches()) {
            return new Mac(digits);
        }
        throw new Refusal(
                Fault.INVALID,
                "not_searchable",
                "q is an event id, a session id, or at least 8 hexadecimal digits of an HMAC;"
                        + " text is not searchable, filter by agent, kind or session");
    }
}
