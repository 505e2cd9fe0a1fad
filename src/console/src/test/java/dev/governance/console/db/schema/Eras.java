package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Databases as older SDKs left them. */
final class Eras {
    static DatabaseUrl database(String... files) {
        DatabaseUrl url = TestPostgres.empty();
        for (String file : files) {
            TestPostgres.execute(url, text(file));
        }
        return url;
    }

    private static String text(String file) {
        try (InputStream stream = Eras.class.getResourceAsStream("/eras/" + file + ".sql")) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Eras() {}
}
