package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a supervisor asks: whether to restart the process, and whether to send people to it. */
class ProbeRoutesTest {
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return door.send(door.request(path));
    }

    @Test
    void aConsoleWhoseDatabaseAnswersLivesAndIsReady() throws Exception {
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void withoutItsDatabaseItLivesAndIsNotReadyUntilThatIsBack() throws Exception {
        Future<Doorbell.Pong> answers = door.pong;
        door.pong = Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "gone", "gone"));

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> unready = get("/health/ready");
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body()).contains("the database does not answer");

        door.pong = answers;
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aParameterThatNobodyHearsIsRefused() throws Exception {
        assertThat(get("/health/live?deep=1").statusCode()).isEqualTo(422);
        assertThat(get("/health/ready?deep=1").statusCode()).isEqualTo(422);
    }
}
