package dev.governance.console.server.config;

import dev.governance.console.server.config.Configuration.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another reading of the configuration changes.
 *
 * @param next what counts from now on: of the new reading what a running console can follow
 * @param changed by key, what it was and is, as JSON
 * @param waiting keys that changed, too, and count from the next start on
 */
public record Reload(Configuration next, Map<String, List<String>> changed, List<String> waiting) {
    /**
     * Compares two readings.
     *
     * @throws StartProblem when what can be followed does not fit what cannot
     */
    public static Reload of(Configuration running, Configuration read) {
        List<Setting> next = new ArrayList<>();
        Map<String, List<String>> changed = new LinkedHashMap<>();
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < read.settings().size(); i++) {
            Setting before = running.settings().get(i);
            Setting after = read.settings().get(i);
            boolean differs = !before.value().equals(after.value());
            boolean follows = after.key().reloads();
            next.add(follows ? after : before);
            if (differs && follows) {
                changed.put(
                        after.key().name(),
                        List.of(before.shown().toString(), after.shown().toString()));
            } else if (differs) {
                waiting.add(after.key().name());
            }
        }
        return new Reload(running.with(next), changed, List.copyOf(waiting));
    }
}
