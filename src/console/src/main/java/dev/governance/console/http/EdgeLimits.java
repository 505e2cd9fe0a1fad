package dev.governance.console.http;

import java.time.Duration;

/**
 * What one client may take of the front door.
 *
 * @param connections open at once, of everybody, those that still shake hands included; 1 to 100,000
 * @param connectionsPerAddress open at once, of one address; 1 to 100,000. Trusted proxies are not held to it
 * @param streams streams of events open at once, of everybody; 1 to 100,000
 * @param streamsPerUser the same of one user; 1 to 100,000
 * @param handshake how long a connection may take to agree on TLS
 * @param head how long a connection may take for the head of its first request
 * @param body how long a request may take for its body
 * @param idle how long a connection is kept without a request, or without taking what is written to it
 */
public record EdgeLimits(
        int connections,
        int connectionsPerAddress,
        int streams,
        int streamsPerUser,
        Duration handshake,
        Duration head,
        Duration body,
        Duration idle) {
    private static final int MOST = 100_000;

    public EdgeLimits {
        within(connections, "http.connections");
        within(connectionsPerAddress, "http.connections_per_address");
        within(streams, "http.streams");
        within(streamsPerUser, "http.streams_per_user");
    }

    /** With the usual times. */
    public static EdgeLimits of(int connections, int connectionsPerAddress, int streams, int streamsPerUser) {
        return new EdgeLimits(
                connections,
                connectionsPerAddress,
                streams,
                streamsPerUser,
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120));
    }

    private static void within(int number, String key) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(key + " is a number from 1 to " + MOST);
        }
    }
}
