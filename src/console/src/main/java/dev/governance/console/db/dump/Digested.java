package dev.governance.console.db.dump;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on and tells their SHA-256. */
final class Digested extends DigestOutputStream {
    Digested(OutputStream to) {
        super(to, sha256());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String hex() {
        return HexFormat.of().formatHex(getMessageDigest().digest());
    }

    /** The entry ends, the file goes on. */
    @Override
    public void close() {}
}
