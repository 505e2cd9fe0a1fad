package dev.governance.bench.api;

import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One of the consoles that are compared.
 *
 * @param cookies of people who are signed in to it
 * @param processorTime what its process took so far
 */
record Side(String name, int port, List<String> cookies, Supplier<Duration> processorTime) {
    Side {
        cookies = List.copyOf(cookies);
    }

    /** Signs everybody in. */
    static Side of(String name, String url, List<Person> people, Supplier<Duration> processorTime) {
        List<String> cookies = people.stream()
                .map(person -> Browser.signedIn(url, person).cookie())
                .toList();
        return new Side(name, URI.create(url).getPort(), cookies, processorTime);
    }
}
