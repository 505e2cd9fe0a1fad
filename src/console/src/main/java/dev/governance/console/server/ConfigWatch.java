package dev.governance.console.server;

import dev.governance.console.db.Database;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.LiveConfig;
import dev.governance.console.server.config.Reload;
import dev.governance.console.server.config.Roles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the file of the configuration: what a running console can take counts once it stands in the audit log; what it
 * cannot waits for the next start; a file that does not do changes nothing. All of it is told, once.
 */
final class ConfigWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Database database;
    private final Ledger ledger;
    private final LiveConfig live;
    private final Function<Roles, Future<?>> deploy;
    private Configuration running;
    private String toldToWait = "";
    private String toldToFail = "";
    private boolean looking;
    private @Nullable Roles undone;

    /**
     * Creates a watch.
     *
     * @param deploy changes what this node does
     */
    ConfigWatch(
            Vertx vertx,
            Database database,
            Ledger ledger,
            LiveConfig live,
            Function<Roles, Future<?>> deploy,
            Configuration running) {
        this.deploy = deploy;
        this.vertx = vertx;
        this.database = database;
        this.ledger = ledger;
        this.live = live;
        this.running = running;
    }

    void begin() {
        if (running.file().isPresent()) {
            vertx.setPeriodic(PAUSE.toMillis(), timer -> look());
        }
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        Configuration before = running;
        vertx.executeBlocking(() -> Reload.of(before, before.again()))
                .compose(this::take)
                .onFailure(failure ->
                        toldToFail = tell(toldToFail, "configuration is left as it was", failure.getMessage()))
                .onSuccess(taken -> toldToFail = "")
                .onComplete(done -> looking = false);
    }

    private Future<?> take(Reload reload) {
        toldToWait = tell(toldToWait, "keys count from the next start on", String.join(", ", reload.waiting()));
        if (reload.changed().isEmpty()) {
            return undone == null ? Future.succeededFuture() : deployed(undone);
        }
        Config next = reload.next().config();
        Roles roles = Roles.of(next);
        boolean same = roles.equals(Roles.of(live.now()));
        return database.inTransaction(transaction -> ledger.append(transaction, entry(reload.changed())))
                .compose(recorded -> {
                    running = reload.next();
                    live.replace(next);
                    LOG.atInfo().addKeyValue("keys", reload.changed().keySet()).log("the configuration was reloaded");
                    return same ? Future.succeededFuture() : deployed(roles);
                });
    }

    /** What fails is tried again at the next look. */
    private Future<?> deployed(Roles roles) {
        undone = roles;
        return deploy.apply(roles)
                .onSuccess(done -> undone = null)
                .onSuccess(done -> LOG.atInfo()
                        .addKeyValue("instances", roles.instances())
                        .log("this node does what is configured now"))
                .onFailure(
                        failure -> LOG.atError().setCause(failure).log("what is configured now could not be deployed"))
                .transform(done -> Future.succeededFuture());
    }

    private static AuditEntry entry(Map<String, List<String>> changed) {
        Map<String, Object> values = new HashMap<>();
        changed.forEach((key, fromTo) -> values.put(key, Map.of("from", fromTo.get(0), "to", fromTo.get(1))));
        return AuditEntry.ofConsole("console.config_reloaded", Map.of("changed", values));
    }

    /** The same again is no news. */
    private static String tell(String told, String what, @Nullable String which) {
        String news = which == null || which.isEmpty() ? "" : what + which;
        if (!news.isEmpty() && !news.equals(told)) {
            LOG.atWarn().addKeyValue("which", which).log(what);
        }
        return news;
    }
}
