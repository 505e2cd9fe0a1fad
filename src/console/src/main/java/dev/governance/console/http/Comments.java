package dev.governance.console.http;

import java.util.List;

/**
 * Lines of scripts and styles that only people read. Whole lines alone are left out: those that begin with two slashes, and
 * blocks that begin and end on lines of their own. A line within a template literal that looked so would be lost; a test looks
 * for such.
 */
final class Comments {
    /** A script without its comments. */
    static String outOfScript(String script) {
        return without(script, true);
    }

    /** A style sheet without its comments; two slashes mean nothing there. */
    static String outOfSheet(String sheet) {
        return without(sheet, false);
    }

    private static String without(String text, boolean slashes) {
        List<String> lines = text.lines().toList();
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i).strip();
            int end = line.startsWith("/*") ? endOfBlock(lines, i) : i;
            if (end > i || (slashes && line.startsWith("//"))) {
                i = Math.max(end, i + 1);
            } else {
                kept.append(lines.get(i)).append('\n');
                i++;
            }
        }
        return kept.toString();
    }

    /** The line after a block that stands alone; the block's own first line if something follows it. */
    private static int endOfBlock(List<String> lines, int first) {
        for (int i = first; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int from = i == first ? 2 : 0;
            int end = line.indexOf("*/", from);
            if (end >= 0) {
                return end == line.length() - 2 ? i + 1 : first;
            }
        }
        return first;
    }

    private Comments() {}
}
