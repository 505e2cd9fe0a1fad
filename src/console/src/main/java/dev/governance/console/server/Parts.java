package dev.governance.console.server;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.alerts.AlertsVerticle;
import dev.governance.console.approvals.ApprovalsVerticle;
import dev.governance.console.approvals.OwnersVerticle;
import dev.governance.console.audit.AuditVerticle;
import dev.governance.console.audit.NewsVerticle;
import dev.governance.console.audit.VerificationsVerticle;
import dev.governance.console.audit.WatchVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.marks.MarksVerticle;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.auth.AuthVerticle;
import dev.governance.console.auth.SessionsVerticle;
import dev.governance.console.auth.TokensVerticle;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.bridge.BridgeVerticle;
import dev.governance.console.bus.Bus;
import dev.governance.console.compliance.ComplianceVerticle;
import dev.governance.console.cost.CostVerticle;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.doorbell.DoorbellVerticle;
import dev.governance.console.explorer.ExplorerVerticle;
import dev.governance.console.explorer.ExportsVerticle;
import dev.governance.console.health.HealthVerticle;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.HttpVerticle;
import dev.governance.console.keys.KeysVerticle;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.nodes.NodesVerticle;
import dev.governance.console.policies.PoliciesVerticle;
import dev.governance.console.posture.PostureVerticle;
import dev.governance.console.presence.PresenceVerticle;
import dev.governance.console.server.Deployments.Part;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.HiddenNames;
import dev.governance.console.server.config.LiveConfig;
import dev.governance.console.server.config.Role;
import io.vertx.core.Deployable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node is made of.
 *
 * @param halts the same database as somebody who may set halt markers
 */
record Parts(
        Bus bus,
        Database database,
        Database halts,
        LiveConfig live,
        DatabaseUrl url,
        SigningKey key,
        Marks marks,
        Map<String, String> environment) {

    /**
     * In the order in which they start: whoever is asked before whoever asks, the front door last.
     *
     * @param self what is told of this node
     * @param port is told where the front door is
     */
    List<Part> list(NodesVerticle.Self self, HttpSettings http, CompletableFuture<Integer> port) {
        Config config = live.now();
        Clock clock = Clock.systemUTC();
        ShownTexts shown = new ShownTexts(HiddenNames.redaction(config, environment)::json);
        live.follow(next -> shown.hideBy(HiddenNames.redaction(next, environment)::json));
        AuditRows rows = new AuditRows(shown);
        IntSupplier costWarning = () -> live.now().posture().costWarningPercent();
        KeyMaterial material = key.material(environment);
        Ledger ledger = new Ledger(key, clock);
        AlertsVerticle.@Nullable Target target = AlertTarget.of(config, environment);
        return Stream.of(
                        people(config, ledger, clock),
                        Stream.of(
                                part(Role.EXPLORER, () -> new ExplorerVerticle(bus, database, rows)),
                                part(Role.HTTP, () -> new ExportsVerticle(bus, database, rows, ledger)),
                                part(
                                        Role.KEYS,
                                        () -> KeysVerticle.serving(
                                                bus, database, key, material, new RedactedJson(shown), ledger, clock))),
                        log(config, rows, ledger, material, clock),
                        Stream.of(
                                part(
                                        Role.APPROVALS,
                                        () -> new ApprovalsVerticle(
                                                bus,
                                                database,
                                                ledger,
                                                key,
                                                material::byPrefix,
                                                shown,
                                                config.approvals().secondApprover())),
                                part(Role.APPROVALS, () -> new OwnersVerticle(bus, database, ledger)),
                                part(
                                        Role.PRESENCE,
                                        () -> new PresenceVerticle(
                                                bus,
                                                database,
                                                halts,
                                                ledger,
                                                shown,
                                                () -> live.now().presence().idle(),
                                                () -> live.now().presence().unresponsive())),
                                part(
                                        Role.COST,
                                        () -> new CostVerticle(
                                                bus,
                                                database,
                                                ledger,
                                                () -> live.now().cost().thresholdsPercent(),
                                                target != null,
                                                costWarning)),
                                part(Role.ALERTS, () -> new AlertsVerticle(bus, database, ledger, clock, target)),
                                part(
                                        Role.POLICIES,
                                        () -> new PoliciesVerticle(
                                                bus,
                                                database,
                                                ledger,
                                                shown,
                                                config.policies().secondApprover())),
                                part(
                                        Role.POSTURE,
                                        () -> new PostureVerticle(bus, database, rows, Version.text(), costWarning)),
                                part(
                                        Role.COMPLIANCE,
                                        () -> new ComplianceVerticle(
                                                bus,
                                                database,
                                                ledger,
                                                key,
                                                marks::key,
                                                clock,
                                                config.compliance().longestStatement())),
                                part(Role.BRIDGE, () -> new BridgeVerticle(bus, database, rows, clock)),
                                part(Role.DOORBELL, () -> new DoorbellVerticle(bus, database, url.pgOptions())),
                                part(Role.DOORBELL, () -> new NodesVerticle(bus, database, self)),
                                part(Role.HEALTH, () -> new HealthVerticle(bus, database, ledger)),
                                part(Role.HTTP, () -> new HttpVerticle(bus, http, clock, port::complete))))
                .flatMap(some -> some)
                .toList();
    }

    private Stream<Part> people(Config config, Ledger ledger, Clock clock) {
        Config.Auth auth = config.auth();
        return Stream.of(
                part(Role.AUTH, () -> new AuthVerticle(bus, database, ledger, clock, auth.ttl(), auth.idleLimit())),
                part(Role.AUTH, () -> new SessionsVerticle(bus, database, ledger, auth.idleLimit())),
                part(Role.AUTH, () -> new UsersVerticle(bus, database, ledger)),
                part(Role.AUTH, () -> new TokensVerticle(bus, database, ledger, clock, ConsoleToken.of(environment))));
    }

    /** Of several that answer, one watches and marks, and a node that verifies nothing hears what others found. */
    private Stream<Part> log(Config config, AuditRows rows, Ledger ledger, KeyMaterial material, Clock clock) {
        WatchSettings settings =
                new WatchSettings(config.audit().sweepShare(), config.audit().every());
        AtomicReference<@Nullable WatchVerticle> watch = new AtomicReference<>();
        return Stream.of(
                part(Role.AUDIT, () -> new AuditVerticle(bus, database, rows, key, material, marks, clock)),
                once(Role.AUDIT, () -> {
                    WatchVerticle next = new WatchVerticle(bus, database, ledger, key, material, marks, settings);
                    watch.set(next);
                    return next;
                }),
                once(
                        Role.AUDIT,
                        () -> new MarksVerticle(bus, database, marks, Objects.requireNonNull(watch.get())::seen)),
                once(
                        Role.AUDIT,
                        () -> new VerificationsVerticle(bus, database, url, rows, ledger, key, material, marks, clock)),
                new Part(
                        roles -> roles.has(Role.HTTP) && !roles.has(Role.AUDIT) ? 1 : 0,
                        () -> new NewsVerticle(bus, database)));
    }

    private static Part part(Role role, Supplier<Deployable> one) {
        return new Part(roles -> roles.of(role), one);
    }

    private static Part once(Role role, Supplier<Deployable> one) {
        return new Part(roles -> Math.min(1, roles.of(role)), one);
    }
}
