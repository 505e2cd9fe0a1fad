package dev.governance.console.deploy;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file for psql, run without it: its variables are put in, and lines that only choose their defaults left out. */
final class PsqlScript {
    private static final Path FOLDER = Path.of("..", "..", "deploy", "sql");
    private static final Pattern VARIABLE = Pattern.compile("(?<!:):(['\"])([a-z]+)\\1");

    static void run(DatabaseUrl url, String file, Map<String, String> variables) {
        TestPostgres.execute(url, text(file, variables));
    }

    private static String text(String file, Map<String, String> variables) {
        try {
            String sql = Files.readAllLines(FOLDER.resolve(file)).stream()
                    .filter(line -> !line.startsWith("\\"))
                    .collect(Collectors.joining("\n"));
            return VARIABLE.matcher(sql)
                    .replaceAll(
                            found -> Matcher.quoteReplacement(quoted(found.group(1), variables.get(found.group(2)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String mark, String value) {
        return mark + value.replace(mark, mark + mark) + mark;
    }

    private PsqlScript() {}
}
