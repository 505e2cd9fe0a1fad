package dev.governance.console.http;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the certificate and its key are, as PEM.
 *
 * @param certificate the server's own first, then those that lead to an authority
 * @param key PKCS #8, not encrypted; only this process's user may read it
 * @param look how often it is looked whether they are others
 */
public record TlsFiles(Path certificate, Path key, Duration look) {
    private static final Duration LOOK = Duration.ofSeconds(10);

    public TlsFiles(Path certificate, Path key) {
        this(certificate, key, LOOK);
    }
}
