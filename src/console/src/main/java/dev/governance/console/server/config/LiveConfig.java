package dev.governance.console.server.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The configuration that counts now. Who asks each time follows a reload. Safe from any thread. */
public final class LiveConfig {
    private final List<Consumer<Config>> followers = new CopyOnWriteArrayList<>();
    private volatile Config now;

    public LiveConfig(Config first) {
        this.now = first;
    }

    public Config now() {
        return now;
    }

    /** Told of every other one from now on. */
    public void follow(Consumer<Config> follower) {
        followers.add(follower);
    }

    public void replace(Config next) {
        now = next;
        followers.forEach(follower -> follower.accept(next));
    }
}
