package dev.governance.bench.machine;

import java.util.ArrayList;
import java.util.List;

/** The words of a command. */
public final class Words {
    public static List<String> of(String program, String... words) {
        List<String> command = new ArrayList<>(words.length + 1);
        command.add(program);
        command.addAll(List.of(words));
        return List.copyOf(command);
    }

    private Words() {}
}
