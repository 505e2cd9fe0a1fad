package dev.governance.console.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** A script or a style sheet without its comments, read letter by letter as a browser does. */
final class Uncommented {
    private static final Pattern BEFORE_REGEX =
            Pattern.compile("(?s)(^|.*[(,=:\\[!&|?{};+*%<>~^-]|.*\\b(?:return|typeof|case))\\s*");
    private static final int LOOK_BACK = 200;

    private final String text;
    private final boolean isScript;
    private final StringBuilder kept = new StringBuilder();

    /** For each template that is open, how many braces are open within its present hole. */
    private final Deque<Integer> holes = new ArrayDeque<>();

    private int at;

    Uncommented(String text, boolean isScript) {
        this.text = text;
        this.isScript = isScript;
    }

    String text() {
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
                if (at < 2) {
                    throw new IllegalStateException("a comment never ends");
                }
            } else if (isScript && text.startsWith("//", at)) {
                at = end("\n");
            } else {
                code(text.charAt(at));
            }
        }
        if (!holes.isEmpty()) {
            throw new IllegalStateException("a template never ends");
        }
        return kept.toString();
    }

    private void code(char next) {
        if (next == '\'' || next == '"') {
            quoted(next);
        } else if (isScript && next == '`') {
            keep();
            template();
        } else if (isScript && next == '/' && isRegex()) {
            regex();
        } else if (!holes.isEmpty() && next == '{') {
            holes.push(holes.pop() + 1);
            keep();
        } else if (!holes.isEmpty() && next == '}') {
            int open = holes.pop();
            keep();
            if (open == 0) {
                template();
            } else {
                holes.push(open - 1);
            }
        } else {
            keep();
        }
    }

    private void keep() {
        if (at >= text.length()) {
            throw new IllegalStateException("a text never ends");
        }
        kept.append(text.charAt(at++));
    }

    private void quoted(char quote) {
        do {
            keepEscaped();
        } while (text.charAt(at) != quote);
        keep();
    }

    private void keepEscaped() {
        if (text.charAt(at) == '\\') {
            keep();
        }
        keep();
    }

    /** From behind its beginning, or behind a hole, to its end or the next hole. */
    private void template() {
        while (text.charAt(at) != '`') {
            if (text.startsWith("${", at)) {
                keep();
                keep();
                holes.push(0);
                return;
            }
            keepEscaped();
        }
        keep();
    }

    private boolean isRegex() {
        return BEFORE_REGEX
                .matcher(kept.substring(Math.max(0, kept.length() - LOOK_BACK)))
                .matches();
    }

    private void regex() {
        boolean inClass = false;
        do {
            inClass = text.charAt(at) == '[' || (inClass && text.charAt(at) != ']');
            keepEscaped();
        } while (inClass || text.charAt(at) != '/');
        keep();
    }

    private int end(String of) {
        int end = text.indexOf(of, at);
        return end < 0 ? text.length() : end;
    }
}
