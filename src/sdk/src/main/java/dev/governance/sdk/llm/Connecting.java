package dev.governance.sdk.llm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Tells the problems of making a connection, before which nothing is sent, from all that come later. */
final class Connecting {
    private static final List<Class<? extends Throwable>> PROBLEMS = List.of(
            ConnectException.class,
            HttpConnectTimeoutException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class);

    /** Where a socket, or OkHttp with its tunnels and TLS, connects. */
    private record Place(String type, String method) {
        boolean holds(StackTraceElement frame) {
            return frame.getClassName().startsWith(type)
                    && frame.getMethodName().startsWith(method);
        }
    }

    private static final List<Place> PLACES =
            List.of(new Place("java.net.Socket", "connect"), new Place("okhttp3.internal.connection.", "connect"));

    private static final int CAUSES = 16; // more are a circle

    /**
     * Whether no connection was made, so that nothing was sent; not with an earlier attempt either, whose problem is
     * suppressed by the last one's.
     */
    static boolean failed(Throwable problem) {
        List<Throwable> causes = causes(problem);
        return causes.stream().anyMatch(Connecting::isOne)
                && causes.stream()
                        .flatMap(cause -> Stream.of(cause.getSuppressed()))
                        .filter(IOException.class::isInstance)
                        .allMatch(earlier -> causes(earlier).stream().anyMatch(Connecting::isOne));
    }

    private static List<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES)
                .toList();
    }

    private static boolean isOne(Throwable problem) {
        return PROBLEMS.stream().anyMatch(known -> known.isInstance(problem))
                || ((problem instanceof SocketTimeoutException || problem instanceof SSLException)
                        && Stream.of(problem.getStackTrace())
                                .anyMatch(frame -> PLACES.stream().anyMatch(place -> place.holds(frame))));
    }

    private Connecting() {}
}
