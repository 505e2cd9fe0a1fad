package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Instance;
import dev.governance.console.server.Deployments.Part;
import dev.governance.console.server.config.Role;
import dev.governance.console.server.config.Roles;
import dev.governance.console.testing.Stage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that come and go while a node runs. */
class DeploymentsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final Deployments deployments = new Deployments(
            vertx,
            1,
            List.of(
                    new Part(roles -> roles.of(Role.AUDIT), () -> new Noted("audit")),
                    new Part(roles -> roles.of(Role.HTTP), () -> new Noted("http"))));

    @AfterEach
    void close() {
        Stage.wait(vertx.close());
    }

    /** Tells when it starts and stops. */
    private final class Noted extends VerticleBase {
        private final String name;

        private Noted(String name) {
            this.name = name;
        }

        @Override
        public Future<?> start() {
            done.add("+" + Instance.named(name, config()));
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            done.add("-" + Instance.named(name, config()));
            return Future.succeededFuture();
        }
    }

    private List<String> become(int audit, int http) {
        done.clear();
        Stage.wait(deployments.become(new Roles(Map.of(Role.AUDIT, audit, Role.HTTP, http))));
        return List.copyOf(done);
    }

    @Test
    void whatIsAskedStartsBeforeWhoeverAsksAndStopsAfterIt() {
        assertThat(become(1, 1)).containsExactly("+audit", "+http");
        assertThat(become(0, 0)).containsExactly("-http", "-audit");
    }

    @Test
    void onlyTheDifferenceComesAndGoes() {
        become(1, 1);

        assertThat(become(3, 1)).containsExactly("+audit-2", "+audit-3");
        assertThat(become(2, 0)).containsExactly("-http", "-audit-3");
        assertThat(become(2, 0)).isEmpty();
    }

    @Test
    void twoChangesAtOnceAreOneAfterTheOther() {
        Future<?> more = deployments.become(new Roles(Map.of(Role.AUDIT, 2)));
        Stage.wait(deployments.become(new Roles(Map.of(Role.AUDIT, 1))));

        assertThat(more.succeeded()).isTrue();
        assertThat(List.copyOf(done)).containsExactly("+audit", "+audit-2", "-audit-2");
    }
}
