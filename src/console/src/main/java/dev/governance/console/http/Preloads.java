package dev.governance.console.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The links by which a page asks for all its scripts and styles at once: files that name each other would else arrive one wave
 * after the other.
 */
final class Preloads {
    private static final String MAIN = "js/main.js";

    /** The page that the bare address leads to. */
    private static final String FIRST = "posture";

    private final Map<String, String> ofPages;
    private final String ofOthers;

    private Preloads(Map<String, String> ofPages, String ofOthers) {
        this.ofPages = ofPages;
        this.ofOthers = ofOthers;
    }

    static Preloads of(Path webroot, String build) throws IOException {
        ImportGraph graph = new ImportGraph(webroot);
        Map<String, String> links = new HashMap<>();
        for (Map.Entry<String, String> page : graph.pages(MAIN).entrySet()) {
            links.put(page.getKey(), links(build, graph.needs(MAIN, page.getValue())));
        }
        return new Preloads(Map.copyOf(links), links(build, graph.needs(MAIN)));
    }

    /** @param path as it was asked for; the first part picks the page */
    String links(String path) {
        String[] parts = path.split("/", 3);
        return ofPages.getOrDefault(parts.length < 2 || parts[1].isEmpty() ? FIRST : parts[1], ofOthers);
    }

    private static String links(String build, Collection<String> files) {
        return files.stream()
                .map(file -> file.endsWith(".css")
                        ? "<link rel=\"preload\" as=\"style\" href=\"/v/" + build + "/" + file + "\">"
                        : "<link rel=\"modulepreload\" href=\"/v/" + build + "/" + file + "\">")
                .collect(Collectors.joining("\n  "));
    }
}
