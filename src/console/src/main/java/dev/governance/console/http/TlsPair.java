package dev.governance.console.http;

import dev.governance.chain.files.KeyFileRights;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and the key that belongs to it, read and tried. */
public final class TlsPair {
    private static final int LIMIT = 256 * 1024; // bytes of a file
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]++)-----END PRIVATE KEY-----");

    private final byte[] certificates;
    private final byte[] key;
    private final X509Certificate own;

    private TlsPair(byte[] certificates, byte[] key, X509Certificate own) {
        this.certificates = certificates;
        this.key = key;
        this.own = own;
    }

    /**
     * Reads both files; blocks.
     *
     * @throws IllegalArgumentException when one cannot be read, is none, is the key of another certificate, or others may
     *     read the key; the message names the file and never what is in it
     */
    public static TlsPair read(TlsFiles files) {
        ownersAlone(files.key());
        byte[] certificates = bytes("http.tls.cert", files.certificate());
        byte[] key = bytes("http.tls.key", files.key());
        X509Certificate own = first(files.certificate(), certificates);
        if (!belong(privateKey(files.key(), key, own.getPublicKey().getAlgorithm()), own.getPublicKey())) {
            throw new IllegalArgumentException(
                    "http.tls.key: " + files.key() + " is not the key of the certificate " + files.certificate());
        }
        return new TlsPair(certificates, key, own);
    }

    private static void ownersAlone(Path key) {
        try {
            if (KeyFileRights.areTooWide(key)) {
                throw new IllegalArgumentException("http.tls.key: others may read or change " + key
                        + "; take that right away: chmod 600 " + key + ", or mount it as root's with mode 0440");
            }
        } catch (IOException e) {
            throw unreadable("http.tls.key", key, e);
        }
    }

    private static byte[] bytes(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IllegalArgumentException(name + ": " + file + " has more than " + LIMIT + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(name, file, e);
        }
    }

    private static IllegalArgumentException unreadable(String name, Path file, IOException cause) {
        return new IllegalArgumentException(
                name + ": " + file + " cannot be read (" + cause.getClass().getSimpleName() + ")", cause);
    }

    private static X509Certificate first(Path file, byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new CertificateException("there is none"));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("http.tls.cert: there is no certificate as PEM in " + file, e);
        }
    }

    private static PrivateKey privateKey(Path file, byte[] pem, String algorithm) {
        Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalArgumentException("http.tls.key: there is no key as PKCS #8 in PEM in " + file
                    + "; make one of it with openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("http.tls.key: " + file + " holds no " + algorithm + " key", e);
        }
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(Buffer.buffer(certificates)).setKeyValue(Buffer.buffer(key));
    }

    /** When the certificate ends. */
    Instant end() {
        return own.getNotAfter().toInstant();
    }
}
