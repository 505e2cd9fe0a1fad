package dev.governance.console.db;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a URL says about TLS, for the event loop's client: the words and defaults of libpq, as JDBC has them, too. */
final class Encryption {
    private static final Path USUAL_ROOT = Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");

    /**
     * Sets the options.
     *
     * @throws DatabaseProblem when the words are unknown, or there is nothing to verify the server by
     */
    static void apply(Map<String, String> parameters, PgConnectOptions options) {
        SslMode mode = mode(parameters.getOrDefault("sslmode", "prefer"));
        ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
        switch (mode) {
            case VERIFY_CA -> tls.setTrustOptions(root(parameters));
            case VERIFY_FULL -> tls.setTrustOptions(root(parameters)).setHostnameVerificationAlgorithm("HTTPS");
            default -> tls.setTrustAll(true); // encrypted, but whoever answers is believed
        }
        options.setSslMode(mode).setSslOptions(tls);
    }

    private static SslMode mode(String word) {
        try {
            return SslMode.of(word);
        } catch (IllegalArgumentException e) {
            throw new DatabaseProblem(
                    "the database URL's sslmode is unknown; it is disable, allow, prefer, require, verify-ca or verify-full",
                    e);
        }
    }

    private static PemTrustOptions root(Map<String, String> parameters) {
        String named = parameters.get("sslrootcert");
        Path root = named == null ? USUAL_ROOT : Path.of(named);
        if (!Files.isReadable(root)) {
            throw new DatabaseProblem(
                    "the certificate that the database is to be verified by cannot be read: " + root
                            + "; name it in the URL with sslrootcert=FILE",
                    null);
        }
        return new PemTrustOptions().addCertPath(root.toString());
    }

    private Encryption() {}
}
