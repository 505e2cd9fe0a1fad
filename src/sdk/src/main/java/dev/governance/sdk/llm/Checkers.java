package dev.governance.sdk.llm;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what asynchronous calls wait for: the database. They end after a minute without work. */
final class Checkers {
    private static final int MOST = 64;

    /** Beyond the most, the caller does it himself: nothing is lost, and nothing goes unchecked. */
    static final Executor SHARED = new ThreadPoolExecutor(
            0,
            MOST,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            Checkers::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "governance-llm");
        thread.setDaemon(true);
        return thread;
    }

    private Checkers() {}
}
