package dev.governance.console.badday;

import dev.governance.console.cli.Program;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each in a network of its own; the line of one to database and browsers is cut, and healed. */
class PartitionTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsLostWhenANodeIsCutOffAndComesBack() throws Exception {
        OwnNetwork.isNeeded();
        DatabaseUrl database = TestPostgres.migrated();
        Site site = new Site(database, folder);
        AtomicReference<String> console = new AtomicReference<>();
        try (OwnNetwork one = new OwnNetwork(1);
                OwnNetwork two = new OwnNetwork(2);
                Relay toOne = new Relay(one.here());
                Relay toTwo = new Relay(two.here());
                Program first = node(site, "one", one, toOne.to(database));
                Program second = node(site, "two", two, toTwo.to(database))) {
            String here = first.url();
            String there = second.url();
            console.set(here);
            try (Bustle bustle = new Bustle(site, console::get)) {
                bustle.during(() -> {
                    Bustle.pause(1_000);
                    one.cut();
                    Bustle.pause(1_000);
                    console.set(there); // as a balancer finds out
                    Bustle.pause(8_000);
                    one.heal();
                    Eventually.holds("the first is ready again", () -> isReady(here));
                    console.set(here);
                    Bustle.pause(2_000);
                });
            }
        }
    }

    private static Program node(Site site, String name, OwnNetwork network, DatabaseUrl database) {
        Program node = site.node(
                network.under(),
                name,
                Map.of("GOVERNANCE_DATABASE_URL", database.withPassword()),
                "http.host=" + network.there());
        node.url();
        return node;
    }

    private static boolean isReady(String console) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create(console + "/health/ready").toURL().openConnection();
            asked.setConnectTimeout(1_000);
            asked.setReadTimeout(3_000);
            return asked.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
