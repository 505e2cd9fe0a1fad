package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys as text (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    static String of(String label, byte[] bytes) {
        byte[] end = {'\n'};
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, end).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    /**
     * Reads PEM of any label, or bare base64.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static byte[] bytes(String text) {
        String bare = text.replaceAll("-----(BEGIN|END) [A-Z ]{1,40}-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(bare.getBytes(StandardCharsets.UTF_8));
    }

    private Pem() {}
}
