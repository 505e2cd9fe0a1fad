package dev.governance.console.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which rights the SQL in a module's sources needs, as {@code UPDATE governance_policies}. */
final class Statements {
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final String TABLE = "((?:governance_console\\.)?(?:governance_[a-z_]+|(?<=\\.)[a-z_]+))";
    private static final Pattern INSERT = Pattern.compile("insert\\s+into\\s+" + TABLE);
    private static final Pattern UPDATE = Pattern.compile("update\\s+" + TABLE);
    private static final Pattern DELETE = Pattern.compile("delete\\s+from\\s+" + TABLE);
    private static final Pattern READ = Pattern.compile("(?:from|join)\\s+" + TABLE);

    /**
     * Reads a module's sources.
     *
     * @param left folders whose statements others run, as the owner or on a database of their own
     */
    static Set<String> of(String module, String... left) {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            Set<String> needed = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            Stream.of(left).noneMatch(folder -> file.toString().contains("/" + folder)))
                    .map(Statements::source)
                    .forEach(source -> TEXT.matcher(source).results().forEach(text -> collect(text.group(), needed)));
            return needed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String literal, Set<String> needed) {
        String sql = literal.toLowerCase(Locale.ROOT);
        tables(READ, sql).forEach(table -> needed.add("SELECT " + table));
        tables(DELETE, sql).forEach(table -> needed.add("DELETE " + table));
        tables(UPDATE, sql).forEach(table -> needed.add("UPDATE " + table));
        List<String> inserted = tables(INSERT, sql);
        inserted.forEach(table -> needed.add("INSERT " + table));
        if (sql.contains("do update")) {
            inserted.forEach(table -> needed.add("UPDATE " + table));
        }
        int lock = sql.indexOf("for update skip locked");
        if (lock > 0) { // of what was read last before
            List<String> read = tables(READ, sql.substring(0, lock));
            needed.add("UPDATE " + read.get(read.size() - 1));
        }
    }

    private static List<String> tables(Pattern pattern, String sql) {
        Matcher matcher = pattern.matcher(sql);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Statements() {}
}
