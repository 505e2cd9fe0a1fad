package dev.governance.sdk.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.cli.Fed;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.interop.InteropConsole;
import dev.governance.console.interop.PythonRelease;
import dev.governance.console.interop.PythonRun;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.Operator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** All that can halt an agent, on one database. */
final class Halters implements AutoCloseable {
    /** Whom every halt names. */
    static final String NAME = InteropConsole.ADMIN;

    static final String REASON = "spends too much";

    private final InteropConsole console = InteropConsole.open();
    private final ReentrantLock oneAtATime = new ReentrantLock(); // one stdin for the commands, one for Python
    private @Nullable PythonRun python;

    DatabaseUrl database() {
        return console.database();
    }

    void overHttp(String agentId) {
        console.halt(agentId);
    }

    void onTheCommandLine(String agentId) {
        oneAtATime.lock();
        try {
            // An address may sign in five times a minute.
            TestPostgres.execute(database(), "delete from governance_console.sign_in_addresses");
            Fed.Ran ran = Fed.run(
                    InteropConsole.PASSWORD + "\n",
                    "halt",
                    agentId,
                    "--reason=" + REASON,
                    "--server=" + console.url(),
                    "--username=" + NAME,
                    "--password-stdin");
            assertThat(ran.exit()).as(ran.err()).isZero();
        } finally {
            oneAtATime.unlock();
        }
    }

    void withTheJavaSdk(String agentId) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database().jdbcUrl());
        source.setUser(database().user());
        source.setPassword(database().password());
        assertThat(new Operator(NAME, source, PythonRelease.SECRET).halt(agentId, REASON))
                .isTrue();
    }

    void withPython(String agentId) {
        oneAtATime.lock();
        try {
            if (python == null) {
                python = PythonRelease.V0_7_3.script(database(), "console_halt.py", NAME, REASON);
            }
            python.say(agentId);
            python.await("halted");
        } finally {
            oneAtATime.unlock();
        }
    }

    void withSql(String agentId, String assignments) {
        TestPostgres.execute(
                database(),
                "update governance_agent_presence set " + assignments + " where agent_id = '" + agentId + "'");
    }

    @Override
    public void close() {
        if (python != null) {
            python.close();
        }
        console.close();
    }
}
