package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thresholds of caps on two nodes that share a database. */
class AlertsTest {
    private static final UUID SESSION = new UUID(5, 5);

    private final Stage here = Stage.open();
    private final Stage there = Stage.on(here.url());

    @BeforeEach
    void deploy() {
        for (Stage node : List.of(here, there)) {
            node.deploy(new CostVerticle(
                    node.bus(), node.database(), node.ledger(), () -> List.of(80, 95, 100), false, () -> 80));
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private void budget(String agent, String json) {
        here.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, 'budget', ?::jsonb)"
                        + " on conflict (agent_id, policy_type) do update"
                        + " set policy_json = excluded.policy_json, updated_at = now()",
                agent,
                json);
    }

    private void spent(String agent, int daysAgo, String usd, long tokens) {
        here.execute(
                "insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used, last_updated)"
                        + " values (?, (now() at time zone 'utc')::date - ?, ?::float8, ?, now())"
                        + " on conflict (agent_id, day_utc) do update set usd_used = excluded.usd_used,"
                        + " tokens_used = excluded.tokens_used, last_updated = now()",
                agent,
                daysAgo,
                usd,
                tokens);
    }

    private void session(String agent, UUID session, String usd, long tokens, String ago) {
        here.execute(
                "insert into governance_cost_session_usage (agent_id, session_id, usd_used, tokens_used, last_updated)"
                        + " values (?, ?, ?::float8, ?, now() - ?::interval)",
                agent,
                session,
                usd,
                tokens,
                ago);
    }

    private void ring() {
        here.bus().announce(Doorbell.COST, new Doorbell.Rung(true));
        there.bus().announce(Doorbell.COST, new Doorbell.Rung(true));
    }

    private List<CostAlert> alerts() {
        return here.ask(Cost.ALERTS, new Cost.OfAlerts(null, null, 500)).alerts();
    }

    private List<String> told() {
        return alerts().stream()
                .map(alert -> alert.agentId() + " " + alert.cap() + " " + alert.thresholdPercent() + " of "
                        + alert.limit() + " by " + alert.used())
                .sorted()
                .toList();
    }

    private List<JsonNode> events() {
        return here
                .rows("select metadata_json::text as told from governance_audit_events where kind = ?", Thresholds.KIND)
                .stream()
                .map(row -> Json.tree((String) row.get("told")))
                .toList();
    }

    private void settled(int alerts) {
        Eventually.holds(alerts + " alerts", () -> {
            ring();
            return alerts().size() >= alerts;
        });
    }

    /** One that is raised after all that was before it was looked at, so that nothing more comes of that. */
    private void nothingMore(String marker) {
        budget(marker, "{\"per_agent_usd_daily\": 1}");
        spent(marker, 0, "0.8", 0);
        Eventually.holds("the marker is told", () -> {
            ring();
            return told().stream().anyMatch(alert -> alert.startsWith(marker));
        });
    }

    @Test
    void twoNodesTellEachThresholdOnceTogetherWithItsAuditEvent() {
        for (int i = 0; i < 40; i++) {
            budget("agent-" + i, "{\"per_agent_usd_daily\": 10, \"per_agent_tokens_daily\": 100}");
            spent("agent-" + i, 0, "9.6", 79);
        }

        settled(80);
        nothingMore("marker");

        assertThat(told())
                .hasSize(81)
                .contains("agent-7 per_agent_usd_daily 80 of 10 by 9.6", "agent-7 per_agent_usd_daily 95 of 10 by 9.6");
        assertThat(events()).hasSize(81);
        assertThat(events())
                .extracting(event -> event.path("alert_id").asText())
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(alert -> alert.alertId().toString())
                        .toList());
        assertThat(here.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aBudgetThatIsRaisedIsToldAnewAndOneThatIsSetBackIsNot() {
        budget("a", "{\"per_agent_usd_daily\": 10}");
        spent("a", 0, "8", 0);
        settled(1);

        budget("a", "{\"per_agent_usd_daily\": 20}");
        spent("a", 0, "16", 0);
        settled(2);
        budget("a", "{\"per_agent_usd_daily\": 20.0, \"per_session_usd\": 99}");
        nothingMore("marker");
        assertThat(told())
                .containsExactly(
                        "a per_agent_usd_daily 80 of 10 by 8",
                        "a per_agent_usd_daily 80 of 20 by 16",
                        "marker per_agent_usd_daily 80 of 1 by 0.8");

        budget("a", "{\"per_agent_usd_daily\": 10}");
        settled(5);
        assertThat(told())
                .contains("a per_agent_usd_daily 95 of 10 by 16", "a per_agent_usd_daily 100 of 10 by 16")
                .doesNotHaveDuplicates();
        assertThat(told()).filteredOn(alert -> alert.contains(" 80 of 10 ")).hasSize(1);
    }

    @Test
    void sessionsAreToldByThemselvesAndTheirSecondsNever() {
        budget("a", "{\"per_session_usd\": 4, \"per_session_tokens\": 100, \"per_session_seconds\": 1}");
        session("a", SESSION, "3.2", 99, "0 seconds");
        session("a", new UUID(5, 6), "3.2", 1, "2 seconds");
        session("a", new UUID(5, 7), "4", 1, "2 days");
        session("b", new UUID(5, 8), "4", 1, "0 seconds");

        settled(4);
        nothingMore("marker");

        assertThat(alerts())
                .filteredOn(alert -> alert.agentId().equals("a"))
                .extracting(alert -> alert.cap() + " " + alert.thresholdPercent() + " " + alert.period())
                .containsExactlyInAnyOrder(
                        "per_session_usd 80 " + SESSION,
                        "per_session_tokens 80 " + SESSION,
                        "per_session_tokens 95 " + SESSION,
                        "per_session_usd 80 " + new UUID(5, 6));
    }

    @Test
    void aDatabaseThatIsSlowToTellOfSessionsSilencesNoDay() {
        here.execute("alter table governance_cost_session_usage rename to session_usage");
        here.execute("create function cancelled() returns boolean language plpgsql as $$"
                + " begin raise exception using errcode = '57014'; end $$");
        here.execute("create view governance_cost_session_usage as select * from session_usage where cancelled()");
        here.execute("insert into session_usage (agent_id, session_id, usd_used, tokens_used)"
                + " values ('refund', gen_random_uuid(), 9, 0)");
        budget("refund", "{\"per_agent_usd_daily\": 10, \"per_session_usd\": 10}");
        spent("refund", 0, "8", 0);

        settled(1);
        assertThat(told()).containsExactly("refund per_agent_usd_daily 80 of 10 by 8");

        here.execute("drop view governance_cost_session_usage");
        here.execute("alter table session_usage rename to governance_cost_session_usage");
        settled(2);
        assertThat(told()).contains("refund per_session_usd 80 of 10 by 9");
    }

    @Test
    void whatIsHeldIsNotSpentAndYesterdayIsOver() {
        budget("a", "{\"per_agent_usd_daily\": 10}");
        spent("a", 0, "7.99", 0);
        spent("a", 1, "10", 0);
        here.execute(
                "insert into governance_console.budget_reservations (reservation_id, agent_id, session_id, day, usd,"
                        + " tokens, expires_at) values (gen_random_uuid(), 'a', gen_random_uuid(),"
                        + " (now() at time zone 'utc')::date, 2, 0, now() + interval '1 minute')");

        nothingMore("marker");

        assertThat(told()).containsExactly("marker per_agent_usd_daily 80 of 1 by 0.8");
    }

    @Test
    void anAbsurdBudgetRaisesNothingAndStopsNoOther() {
        budget("a", "{\"per_agent_usd_daily\": 1e131000}");
        budget("b", "{\"per_agent_usd_daily\": \"1\", \"per_agent_tokens_daily\": -1}");
        budget("c", "{\"per_agent_usd_daily\": 0}");
        budget("d", "{\"per_agent_usd_daily\": 5}");
        spent("a", 0, "9", 9);
        spent("b", 0, "9", 9);
        spent("c", 0, "0", 9);
        spent("d", 0, "NaN", 9);

        settled(3);
        nothingMore("marker");

        assertThat(told())
                .filteredOn(alert -> !alert.startsWith("marker"))
                .containsExactly(
                        "d per_agent_usd_daily 100 of 5 by 1000000000000",
                        "d per_agent_usd_daily 80 of 5 by 1000000000000",
                        "d per_agent_usd_daily 95 of 5 by 1000000000000");
    }

    @Test
    void whoWritesOneBudgetAfterTheOtherFillsNoLog() {
        for (int i = 1; i <= 60; i++) {
            here.execute(
                    "insert into governance_console.cost_alerts (alert_id, agent_id, cap, period, threshold, cap_limit,"
                            + " used) values (gen_random_uuid(), 'a', 'per_agent_usd_daily',"
                            + " (now() at time zone 'utc')::date::text, 80, ?, 9)",
                    new BigDecimal(100 + i));
        }
        budget("a", "{\"per_agent_usd_daily\": 10}");
        spent("a", 0, "9", 0);

        nothingMore("marker");

        assertThat(alerts()).hasSize(61);
    }

    @Test
    void anAlertThatCannotBeRecordedIsNoneUntilItCan() {
        here.execute("create sequence tries");
        here.execute("create function refuse() returns trigger language plpgsql as $$ begin"
                + " perform nextval('tries'); raise exception 'no room'; end $$");
        here.execute("create trigger refusing before insert on governance_audit_events for each row"
                + " when (new.kind = '" + Thresholds.KIND + "') execute function refuse()");
        budget("a", "{\"per_agent_usd_daily\": 10}");
        spent("a", 0, "8", 0);
        Eventually.holds("it was tried", () -> {
            ring();
            return (Boolean) here.one("select is_called from tries").get("is_called");
        });
        assertThat(alerts()).isEmpty();

        here.execute("drop trigger refusing on governance_audit_events");
        settled(1);

        assertThat(events()).hasSize(1);
    }

    @Test
    void alertsComeInPagesAndOldOnesGo() {
        budget("a", "{\"per_agent_usd_daily\": 10}");
        budget("b", "{\"per_agent_usd_daily\": 10}");
        spent("a", 0, "10", 0);
        spent("b", 0, "8", 0);
        settled(4);

        List<UUID> read = new ArrayList<>();
        Cost.Alerts page = here.ask(Cost.ALERTS, new Cost.OfAlerts(null, null, 3));
        page.alerts().forEach(alert -> read.add(alert.alertId()));
        there.ask(Cost.ALERTS, new Cost.OfAlerts(null, page.nextCursor(), 3))
                .alerts()
                .forEach(alert -> read.add(alert.alertId()));

        assertThat(read).hasSize(4).doesNotHaveDuplicates();
        assertThat(here.ask(Cost.ALERTS, new Cost.OfAlerts("b", null, 3)).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.percent()).isEqualByComparingTo("80"))
                .satisfies(alert -> assertThat(alert.unit()).isEqualTo("usd"));
        assertThat(here.refused(Cost.ALERTS, new Cost.OfAlerts(null, "x", 3)).code())
                .isEqualTo("invalid_cursor");

        here.execute(
                "update governance_console.cost_alerts set raised_at = now() - interval '91 days' where agent_id = 'a'");
        Stage.wait(new AlertStore().forget(here.database().queries()));
        assertThat(alerts()).extracting(CostAlert::agentId).containsExactly("b");
    }
}
