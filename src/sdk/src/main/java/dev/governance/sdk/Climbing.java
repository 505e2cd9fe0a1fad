package dev.governance.sdk;

import java.util.regex.Pattern;

/** Sees paths that leave the folder that they seem to be in: {@code /v1/refunds/../charges}, in any encoding. */
final class Climbing {
    /** A dot, also percent-encoded, however often the percent sign is. */
    private static final String DOT = "(?:\\.|%(?:25)*2[eE])";

    private static final String SLASH = "(?:[/\\\\]|%(?:25)*(?:2[fF]|5[cC]))";

    private static final Pattern CLIMB =
            Pattern.compile("(?:^|" + SLASH + ")" + DOT + DOT + "(?:$|" + SLASH + "|[?#;])");

    static boolean climbs(String api) {
        return CLIMB.matcher(api).find();
    }

    private Climbing() {}
}
