package dev.governance.console.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Which of several verticles of one kind on this node one is; each has workers of its own. */
public final class Instance {
    private static final String NUMBER = "instance";

    /** What the number of a verticle, from 1 on, is told to it by. */
    public static JsonObject config(int number) {
        return new JsonObject().put(NUMBER, number);
    }

    /** A name for what belongs to one of them: the first's is that of the kind. */
    public static String named(String kind, @Nullable JsonObject config) {
        int number = config == null ? 1 : config.getInteger(NUMBER, 1);
        return number == 1 ? kind : kind + "-" + number;
    }

    private Instance() {}
}
