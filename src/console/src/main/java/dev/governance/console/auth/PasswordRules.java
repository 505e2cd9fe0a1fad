package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.security.SecureRandom;
import java.util.Locale;

/** Which passwords do (NIST SP 800-63B): long ones that guessers do not try first; what they are made of is free. */
final class PasswordRules {
    private static final int LEAST = 12;
    private static final int MOST = 128;

    /** Without those that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5; // 4 × 5 of 31 letters are 99 bits
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Lets a password through.
     *
     * @throws Refusal UNPROCESSABLE when it has not the form of one, INVALID {@code weak_password} when it is too easy to guess
     */
    static String checked(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST || length > MOST) {
            throw Refusal.unfit("password", "a password has " + LEAST + " to " + MOST + " characters");
        }
        if (password.codePoints().anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE)) {
            throw Refusal.unfit("password", "the password holds a character that cannot be typed");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (CommonPasswords.has(plain) || isName(plain, username) || isOneBlock(plain)) {
            throw new Refusal(
                    Fault.INVALID,
                    "weak_password",
                    "this password is among the first that guessers try; take several unrelated words");
        }
        return password;
    }

    private static boolean isName(String password, String username) {
        String name = CommonPasswords.letters(username);
        return !name.isEmpty() && name.equals(CommonPasswords.letters(password));
    }

    /** {@code abcabcabcabc}, {@code passwordpassword}: a short block again and again. */
    private static boolean isOneBlock(String text) {
        for (int block = 1; block <= text.length() / 2; block++) {
            if (text.length() % block == 0
                    && text.equals(text.substring(0, block).repeat(text.length() / block))) {
                return true;
            }
        }
        return false;
    }

    /** A password nobody chose. */
    static String madeUp() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private PasswordRules() {}
}
