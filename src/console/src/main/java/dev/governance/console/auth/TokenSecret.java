package dev.governance.console.auth;

import java.util.regex.Pattern;

/** The secret of an API token: a prefix by which scanners find one that leaked, and 256 random bits. */
final class TokenSecret {
    private static final String PREFIX = "gvc_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}"); // 32 bytes, base64url

    static String random() {
        return PREFIX + SessionToken.random();
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    private TokenSecret() {}
}
