package dev.governance.console.db.schema;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Says each file that is applied, and how long it may wait for a lock. */
final class Step implements Callback {
    /** DDL that waits for a table makes every writer behind it wait as well. */
    static final String SHORT = "200ms";

    /** A concurrent index waits for older transactions without holding anybody up. */
    static final String LONG = "5min";

    private final Consumer<String> line;

    Step(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        MigrationInfo file = context.getMigrationInfo();
        if (event == Event.AFTER_EACH_MIGRATE) {
            line.accept("applied " + words(file));
            return;
        }
        String patience = file.getScript().contains("__index_") ? LONG : SHORT;
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("set lock_timeout = '" + patience + "'");
            statement.execute("set statement_timeout = 0");
        } catch (SQLException e) {
            throw new FlywayException("cannot set lock_timeout", e);
        }
    }

    /** As {@code V010 doorbells}. */
    static String words(MigrationInfo file) {
        return "V" + file.getVersion() + " " + file.getDescription().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getCallbackName() {
        return "step";
    }
}
