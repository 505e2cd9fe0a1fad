package dev.governance.console.server;

import dev.governance.console.demo.SampleAgents;
import dev.governance.console.server.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/** A console on its own database with sample agents at work. */
public final class Demo implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String HELD_EVENTS = "held-events";

    private final Console console;
    private final SampleAgents agents;
    private final Optional<String> password;

    private Demo(Console console, SampleAgents agents, Optional<String> password) {
        this.console = console;
        this.agents = agents;
        this.password = password;
    }

    /** Starts everything; on an empty folder it makes an administrator with a random password. */
    public static Demo start(
            Configuration configuration, Path folder, Map<String, String> environment, Consumer<String> progress) {
        if (environment.containsKey(DatabaseSource.VARIABLE)) {
            progress.accept("the demo has its own database; the one in " + DatabaseSource.VARIABLE + " is left alone");
        }
        Console console = Console.embedded(configuration, folder, environment, progress);
        try {
            Optional<String> password = console.firstAdmin(ADMIN);
            progress.accept("starting the sample agents");
            SampleAgents agents = new SampleAgents(
                    dataSource(console.source()), console.source().auditSecret(), folder.resolve(HELD_EVENTS));
            agents.start();
            return new Demo(console, agents, password);
        } catch (RuntimeException e) {
            console.close();
            throw e;
        }
    }

    private static PGSimpleDataSource dataSource(DatabaseSource source) {
        PGSimpleDataSource data = new PGSimpleDataSource();
        data.setUrl(source.url().jdbcUrl());
        data.setUser(source.url().user());
        data.setPassword(source.url().password());
        data.setApplicationName("governance-sample-agents");
        return data;
    }

    public String url() {
        return console.url();
    }

    public String username() {
        return ADMIN;
    }

    /** The administrator's password if it was made just now; it is stored only as a hash. */
    public Optional<String> password() {
        return password;
    }

    @Override
    public void close() {
        agents.close();
        console.close();
    }
}
