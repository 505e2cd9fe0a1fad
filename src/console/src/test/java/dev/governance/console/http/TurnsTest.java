package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<Promise<Void>> begun = new ArrayList<>();
    private final Turns turns = new Turns(2);

    private Future<Void> work() {
        return turns.take(() -> {
            Promise<Void> work = Promise.promise();
            begun.add(work);
            return work.future();
        });
    }

    @Test
    void aFewGoAndTheNextWhenOneIsDoneHoweverItEnds() {
        List<Future<Void>> all = List.of(work(), work(), work(), work());
        assertThat(begun).hasSize(2);

        begun.get(1).fail("broken");
        assertThat(begun).hasSize(3);
        assertThat(all.get(1).failed()).isTrue();

        begun.get(0).complete();
        begun.get(2).complete();
        assertThat(begun).hasSize(4);
        begun.get(3).complete();
        assertThat(all.get(3).succeeded()).isTrue();

        work();
        work();
        work();
        assertThat(begun).as("as many as at first").hasSize(6);
    }
}
