package dev.governance.console.cli;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The live stream in a terminal: what agents do, as it happens, with nothing missed while the line is lost. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Follow the audit log of a running console until Ctrl-C. When the line is lost, what was missed"
                + " follows by itself.")
final class TailCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST = 300; // characters of a detail
    private static final int REMEMBERED = 10_000; // events that a replay may repeat
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45); // three heartbeats

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(names = "--agent", paramLabel = "ID", description = "Only what this agent writes.")
    private @Nullable String agent;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only events whose kind begins like this, as tool.")
    private @Nullable String kind;

    @Option(names = "--json", description = "A line of JSON an event, as the API tells it.")
    private boolean json;

    private final Set<UUID> seen = Collections.newSetFromMap(new Latest<>());
    private long position = -1;

    /** Forgets who came first. */
    private static final class Latest<K> extends LinkedHashMap<K, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    private record Bye(String reason) {}

    @Override
    public Integer call() throws InterruptedException {
        ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()));
        Runtime.getRuntime().addShutdownHook(new Thread(console::close, "sign out"));
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            try (Stream<String> lines = console.stream(position);
                    Silence silence = new Silence(LONGEST_SILENCE, lines::close)) {
                if (follow(new SseFrames(lines.peek(line -> silence.heard())))) {
                    return 1;
                }
                pause = Duration.ofSeconds(1);
            } catch (IOException | UncheckedIOException e) {
                say("the line is lost; trying again in " + pause.toSeconds() + " s");
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Until the stream ends; whether it is over for good. */
    private boolean follow(SseFrames frames) {
        for (SseFrames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            position = Math.max(position, frame.id());
            switch (frame.event()) {
                case "audit" -> show(Json.readAnswer(frame.data(), AuditEvent.class), frame.data());
                case "reset" ->
                    say("more was missed than is told again: look into the audit log for what lies between");
                case "bye" -> {
                    String reason = Json.readAnswer(frame.data(), Bye.class).reason();
                    say(OneLine.of(reason, LONGEST));
                    if (reason.contains("session")) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private void show(AuditEvent event, String data) {
        boolean wanted = (agent == null || agent.equals(event.agentId()))
                && (kind == null || event.kind().startsWith(kind));
        if (!seen.add(event.eventId()) || !wanted) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(data);
        } else {
            out.printf(
                    "%s  %-24s  %-24s  %s%n",
                    TIME.format(event.createdAt()),
                    OneLine.of(event.agentId(), LONGEST),
                    OneLine.of(event.kind(), LONGEST),
                    OneLine.of(event.summary(), LONGEST));
        }
        out.flush();
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("governance: " + line);
        err.flush();
    }
}
