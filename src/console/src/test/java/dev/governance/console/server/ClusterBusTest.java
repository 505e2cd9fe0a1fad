package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Owners;
import dev.governance.console.contract.Policies;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.config.Cluster;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.NodeFiles;
import dev.governance.console.testing.Ports;
import dev.governance.console.testing.Samples;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.AgentOwners;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are one cluster, on loopback, by mutual TLS: whom a question reaches, and what becomes of it when nodes die. */
class ClusterBusTest {
    private static final Owners.Of QUESTION = new Owners.Of("agent-1");
    private static final Ask<Owners.Of, AgentOwners> READ = Owners.OF;
    private static final Ask<Policies.End, Policies.Ended> COMMAND = Policies.END;
    private static final int DOOR = Ports.free();

    @TempDir
    static Path folder;

    private static NodeFiles files;
    private static Node asker;

    private final List<Node> others = new ArrayList<>();
    private final List<Node> asked = new CopyOnWriteArrayList<>();

    /** A node with nothing deployed. */
    private static final class Node {
        private final ClusterNode cluster;
        private final Vertx vertx;

        Node(Map<String, String> options) {
            this("a-test", options);
        }

        Node(String name, Map<String, String> options) {
            Cluster settings =
                    Configuration.read(null, Map.of(), options).config().cluster();
            cluster = new ClusterNode(name, settings);
            vertx = Stage.wait(new ProcessMetrics().vertx(cluster, Optional.empty()));
        }

        Bus bus() {
            return Bus.over(vertx, cluster);
        }

        /** No goodbye: to the others it is as if the process had been killed. */
        void die() {
            cluster.manager().getHazelcastInstance().getLifecycleService().terminate();
        }
    }

    private static Bus bus;

    @BeforeAll
    static void join() {
        files = new NodeFiles(folder, "node");
        asker = new Node(files.options(DOOR, DOOR));
        bus = asker.bus();
    }

    @AfterEach
    void leave() {
        others.forEach(node -> Stage.wait(node.vertx.close().otherwiseEmpty()));
    }

    @AfterAll
    static void end() {
        Stage.wait(asker.vertx.close());
    }

    private Node node(Map<String, String> options) {
        Node node = new Node(options);
        others.add(node);
        return node;
    }

    private Node node() {
        int port = Ports.free();
        return node(files.options(port, DOOR, port));
    }

    /** A node of which the one that is asked first never answers. */
    private Node answering() {
        Node node = node();
        Bus there = node.bus();
        there.answer(READ, question -> said(node, (AgentOwners) Samples.of(AgentOwners.class, false)));
        there.answer(COMMAND, question -> said(node, (Policies.Ended) Samples.of(Policies.Ended.class, false)));
        there.answer(Bridge.PLACE, question -> said(node, new Bridge.Place(1, 1)));
        Stage.wait(there.known());
        return node;
    }

    private <A> Future<A> said(Node node, A answer) {
        asked.add(node);
        return asked.size() == 1 ? Promise.<A>promise().future() : Future.succeededFuture(answer);
    }

    private Node firstAsked() {
        Eventually.holds("a node is asked", () -> !asked.isEmpty());
        return asked.get(0);
    }

    @Test
    void aReadOfANodeThatDiesIsAnsweredByAnother() {
        answering();
        answering();
        Promise<AgentOwners> answer = Promise.promise();
        Promise<Boolean> sameThread = Promise.promise();
        asker.vertx.runOnContext(asking -> {
            Thread loop = Thread.currentThread();
            bus.ask(READ, QUESTION, Duration.ofSeconds(60))
                    .onComplete(answer)
                    .onComplete(answered -> sameThread.complete(Thread.currentThread() == loop));
        });

        firstAsked().die();

        assertThat(Stage.wait(answer.future())).isEqualTo(Samples.of(AgentOwners.class, false));
        assertThat(Stage.wait(sameThread.future()))
                .as("it comes back where it was asked for")
                .isTrue();
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aReadThatANodeKeepsIsAskedOfAnotherWithinThePatience() {
        answering();
        answering();

        Stage.wait(bus.ask(READ, QUESTION, Duration.ofSeconds(6)));

        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aCommandOfANodeThatDiesIsLeftToWhoeverGaveIt() {
        answering();
        answering();
        Policies.End command = (Policies.End) Samples.of(Policies.End.class, false);
        Future<Policies.Ended> answer = bus.ask(COMMAND, command, Duration.ofSeconds(60));

        firstAsked().die();

        Refusal refusal = Stage.refusalOf(answer);
        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.code()).isEqualTo("node_left");
        assertThat(refusal.reason()).contains("Idempotency-Key");
        assertThat(asked).as("nobody else was asked").hasSize(1);
        assertThat(Stage.wait(bus.ask(COMMAND, command)))
                .as("a second time, by whoever gave it")
                .isEqualTo(Samples.of(Policies.Ended.class, false));
    }

    @Test
    void whatANodeSaysOfItselfIsAskedOfNoOther() {
        answering();

        assertThat(Stage.refusalOf(bus.ask(Bridge.PLACE, new Bridge.Where())).fault())
                .isEqualTo(Fault.UNAVAILABLE);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatThisNodeAnswersStaysHere() {
        Node there = answering();
        asked.add(there); // whoever is asked from here on answers
        Node here = node();
        Bus both = here.bus();
        both.answer(READ, question -> said(here, (AgentOwners) Samples.of(AgentOwners.class, true)));
        Stage.wait(both.known());

        assertThat(Stage.wait(both.ask(READ, QUESTION))).isEqualTo(Samples.of(AgentOwners.class, true));
        assertThat(asked).containsExactly(there, here);
    }

    @Test
    void bytesThatAreNoQuestionAreRefusedAndHarmNobody() {
        Node there = answering();
        asked.add(there);
        Node stranger = node(); // with a certificate, and another idea of what is said
        stranger.vertx.eventBus().registerCodec(new Garbage());

        assertThatThrownBy(() -> Stage.wait(stranger.vertx.eventBus().request(READ.address(), "a text")))
                .hasMessageContaining("unreadable_question");
        for (String type : List.of(
                "java.util.ArrayList",
                "dev.governance.console.contract.Owners$Of",
                "dev.governance.console.contract.NotYet",
                "dev.governance.console.wire.Json")) {
            DeliveryOptions options = new DeliveryOptions().setCodecName(Garbage.NAME);
            assertThatThrownBy(
                            () -> Stage.wait(stranger.vertx.eventBus().request(READ.address(), new Lie(type), options)))
                    .as(type)
                    .hasMessageContaining("unreadable_question");
        }
        assertThat(asked).as("nothing of it was answered").hasSize(1);
        assertThat(Stage.wait(bus.ask(READ, QUESTION))).isNotNull();
    }

    private record Lie(String type) {}

    /** Says that it is a record, which it is not. */
    private static final class Garbage implements MessageCodec<Lie, Lie> {
        private static final String NAME = "record";

        @Override
        public void encodeToWire(Buffer buffer, Lie lie) {
            byte[] name = lie.type().getBytes(StandardCharsets.UTF_8);
            buffer.appendInt(name.length).appendBytes(name).appendInt(1 << 30).appendByte((byte) 0xFF);
        }

        @Override
        public Lie decodeFromWire(int position, Buffer buffer) {
            return new Lie("");
        }

        @Override
        public Lie transform(Lie lie) {
            return lie;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }

    @Test
    void nobodyIsHeardWithoutACertificateOfTheCluster() {
        Node there = answering();
        asked.add(there);
        int port = Ports.free();
        Node bare = node(NodeFiles.plain(port, DOOR, port));
        NodeFiles foreign = new NodeFiles(folder, "foreign");
        int other = Ports.free();
        Node stranger = node(foreign.options(other, DOOR, other));

        for (Node intruder : List.of(bare, stranger)) {
            Bus theirs = intruder.bus();
            Refusal refusal = Stage.refusalOf(theirs.ask(READ, QUESTION, Duration.ofSeconds(3)));
            assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        }
        assertThat(asked).as("none of it arrived").hasSize(1);
        assertThat(Stage.wait(bus.ask(READ, QUESTION))).isNotNull();
    }

    @Test
    void consolesOfAnotherDatabaseAreStrangers() {
        asked.add(asker); // whoever is asked from here on answers
        int port = Ports.free();
        Node other = new Node("another-database", files.options(port, DOOR, port));
        others.add(other);
        other.bus().answer(READ, question -> said(other, (AgentOwners) Samples.of(AgentOwners.class, false)));

        assertThat(Stage.refusalOf(bus.ask(READ, QUESTION)).fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aDatabaseNamesOneCluster() {
        DatabaseUrl one = TestPostgres.migrated();

        assertThat(ClusterName.of(one))
                .isEqualTo(ClusterName.of(one))
                .isNotEqualTo(ClusterName.of(TestPostgres.migrated()));
    }

    @Test
    void anAddressThatNobodyAnswersIsNobodys() {
        assertThatThrownBy(() -> Stage.wait(asker.vertx.eventBus().request("nobody.home", "anybody?")))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        failure -> assertThat(failure.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
        assertThat(Stage.refusalOf(bus.ask(READ, QUESTION)).fault()).isEqualTo(Fault.UNAVAILABLE);
    }
}
