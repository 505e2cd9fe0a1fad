package dev.governance.console.wire;

/** Text that agents wrote, made fit for one line of a page. */
public final class OneLine {
    /** Takes out line breaks and the marks that turn the direction of writing, and cuts at {@code length} characters. */
    public static String of(String text, int length) {
        return cut(
                text.codePoints()
                        .map(point -> isPrintable(point) ? point : ' ')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                        .strip(),
                length);
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1; // room for the ellipsis
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private OneLine() {}
}
