package dev.governance.chain;

import java.text.Normalizer;

/**
 * The name of a JSON member in one spelling, whatever the writer's: {@code apiKey}, {@code API_KEY}, {@code api-key},
 * {@code X-Api-Key} and full-width letters are the same words.
 *
 * @param words in lower case, joined by underscores
 * @param bare the same without underscores
 */
record MemberName(String words, String bare) {
    static MemberName of(String name) {
        String even = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder words = new StringBuilder(even.length() + 4);
        int before = -1;
        for (int i = 0; i < even.length(); ) {
            int point = even.codePointAt(i);
            i += Character.charCount(point);
            if (!Character.isLetterOrDigit(point)) {
                before = Character.getType(point) == Character.FORMAT ? before : -1; // what nobody sees parts no words
                continue;
            }
            if (!words.isEmpty() && (before < 0 || beginsWord(before, point, even, i))) {
                words.append('_');
            }
            words.appendCodePoint(Character.toLowerCase(point));
            before = point;
        }
        String joined = words.toString();
        return new MemberName(joined, joined.replace("_", ""));
    }

    /** A capital after a small letter, or the last of several before a small one: {@code HTTPToken}. */
    private static boolean beginsWord(int before, int point, String text, int next) {
        if (!Character.isUpperCase(point)) {
            return false;
        }
        return !Character.isUpperCase(before)
                || (next < text.length() && Character.isLowerCase(text.codePointAt(next)));
    }
}
