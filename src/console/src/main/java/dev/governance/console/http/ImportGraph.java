package dev.governance.console.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script cannot begin without, as its own lines say, so that a page can tell a browser at once of all that it would else
 * find wave by wave.
 */
final class ImportGraph {
    /** Not {@code import(…)}, which is fetched when it is needed. */
    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import)\\s*['\"](\\.[^'\"\\n]+\\.js)['\"]");

    private static final Pattern STYLES = Pattern.compile("\\bawait styles\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("'([^']+)'");

    /** A page in the table of the main script, by the first part of its path. */
    private static final Pattern ROUTE =
            Pattern.compile("'/([a-z]+)[^']*': \\(\\) => import\\('\\./(pages/[a-z]+\\.js)'\\)");

    private final Path webroot;

    ImportGraph(Path webroot) {
        this.webroot = webroot;
    }

    /** The pages' scripts by the first part of their paths. */
    Map<String, String> pages(String main) throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        Matcher routes = ROUTE.matcher(text(webroot.resolve(main)));
        while (routes.find()) {
            pages.put(routes.group(1), "js/" + routes.group(2));
        }
        return pages;
    }

    /** The scripts themselves, all that they import, and the style sheets that those wait for; each once, as files below webroot. */
    Set<String> needs(String... scripts) throws IOException {
        Set<String> files = new LinkedHashSet<>();
        Deque<Path> waiting = new ArrayDeque<>();
        for (String script : scripts) {
            waiting.add(webroot.resolve(script));
        }
        while (!waiting.isEmpty()) {
            Path script = waiting.poll();
            if (files.add(webroot.relativize(script).toString().replace('\\', '/'))) {
                String text = text(script);
                Matcher imports = IMPORT.matcher(text);
                while (imports.find()) {
                    waiting.add(script.resolveSibling(imports.group(1)).normalize());
                }
                Matcher styles = STYLES.matcher(text);
                while (styles.find()) {
                    Matcher names = NAME.matcher(styles.group(1));
                    while (names.find()) {
                        files.add("css/" + names.group(1) + ".css");
                    }
                }
            }
        }
        return files;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
