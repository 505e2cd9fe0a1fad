package dev.governance.console.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.testing.Contracts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said on the bus: one type per address, nothing that nobody can say. */
class ContractTest {
    @Test
    void everyAddressIsUnique() {
        assertThat(addresses()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyAddressIsAFeatureAndAVerb() {
        assertThat(addresses()).allMatch(address -> address.matches("[a-z]+\\.[a-z-]+"));
    }

    @Test
    void everyRecordOfTheContractIsSaid() {
        List<Class<?>> records =
                Contracts.classes().stream().filter(Class::isRecord).toList();

        assertThat(Contracts.records()).containsAll(records);
    }

    @Test
    void noRecordHoldsAnArray() {
        assertThat(Contracts.records())
                .allSatisfy(type -> assertThat(type.getRecordComponents())
                        .noneMatch(component -> component.getType().isArray()));
    }

    private static List<String> addresses() {
        return Stream.concat(
                        Contracts.asks().stream().map(Ask::address),
                        Contracts.topics().stream().map(Topic::address))
                .toList();
    }
}
