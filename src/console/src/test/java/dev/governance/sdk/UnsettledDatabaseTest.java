package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.governance.sdk.openai.GovernedOpenAI;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was spent while the database took nothing is counted all the same. */
class UnsettledDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final DataSource REAL = DATABASE.dataSource();

    private final AtomicReference<DataSource> source = new AtomicReference<>(REAL);
    private final Governance governance = Governance.builder(Connections.changing(source))
            .haltDataSource(REAL)
            .auditSecret(SdkDatabase.SECRET)
            .holdingFolder(SdkDatabase.holdingFolder())
            .build();
    private final ModelAgent agent = new ModelAgent(DATABASE, governance, "gpt-4o-mini");
    private final OpenAIClient client = GovernedOpenAI.wrapOpenAI(
            OpenAIOkHttpClient.builder()
                    .apiKey(KEY)
                    .baseUrl(agent.provider.url() + "/v1")
                    .build(),
            governance,
            agent.options());

    @AfterEach
    void close() {
        governance.close();
        agent.close();
    }

    /** The provider answers after the database went away. */
    private void callMeanwhile() {
        agent.provider.answers((request, wire) -> {
            source.set(SdkDatabase.nowhere());
            wire.json(200, OpenAIDatabaseTest.COMPLETION);
        });
        client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("gpt-4o-mini")
                        .maxCompletionTokens(200)
                        .addUserMessage(PROMPT)
                        .build());
    }

    private String spent() {
        return String.join(
                "",
                DATABASE.list(
                        "select tokens_used::text from governance_cost_agent_daily where agent_id = ?", agent.id));
    }

    @Test
    void whatACallUsedMeanwhileIsBookedAsSoonAsTheDatabaseAnswers() {
        callMeanwhile();
        DATABASE.execute(
                "update governance_console.budget_reservations set expires_at = now() - interval '1 second'"
                        + " where agent_id = ?",
                agent.id);
        assertThat(spent()).isEmpty();

        source.set(REAL);

        assertThat(SdkDatabase.eventually(() -> spent().equals("1000"))).isTrue();
        agent.assertNothingHeld();
        assertThat(agent.eventsOnceThere(2, "metadata_json ->> 'cost_tracked'")).endsWith("llm.result|false");
    }

    /** Whoever holds the counters and does nothing is ended before those who wait for them give up. */
    @Test
    void aProcessThatFrozeHoldsTheCountersForLessThanOthersWait() throws Exception {
        UUID session = UUID.randomUUID();
        Usage usage = new Usage(agent.id, session, new BigDecimal("0.5"), 5, null);
        Reservation reservation = governance.cost().reserve(usage, Duration.ofMinutes(1));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Store frozen = new Store(REAL, Duration.ofSeconds(5));
        CompletableFuture<Void> holding = CompletableFuture.runAsync(() -> {
            try {
                frozen.transaction(connection -> {
                    CounterStore.lock(connection, agent.id, session, null);
                    locked.countDown();
                    return await(over);
                });
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        locked.await();

        boolean settled = reservation.settle(usage);
        over.countDown();

        assertThat(settled).isTrue();
        assertThat(spent()).isEqualTo("5");
        assertThatThrownBy(holding::join).hasRootCauseInstanceOf(SQLException.class);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
