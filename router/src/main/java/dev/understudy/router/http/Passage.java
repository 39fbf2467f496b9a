package dev.understudy.router.http;

import dev.understudy.router.access.Access;
import dev.understudy.router.stats.ListenerStats;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request on its way into the access log; nothing where nobody keeps one. One event loop. */
final class Passage {

    private final ListenerStats stats;
    private final String client;
    private final String request;
    private final long began = System.nanoTime();
    private @Nullable String member;
    private @Nullable Integer status;
    private boolean broken;
    private boolean over;

    Passage(ListenerStats stats, HttpRequest request, String client) {
        this.stats = stats;
        this.client = client;
        this.request = stats.logs() ? request.method() + " " + request.uri() : "";
    }

    /** Who is asked. */
    void by(String node) {
        member = node;
    }

    /** What the client is answered. */
    void answered(int code) {
        status = code;
    }

    /** The member has not done its part. */
    void broken() {
        broken = true;
    }

    /** Idempotent. */
    void ended() {
        if (!over && stats.logs()) {
            stats.ended(new Access(
                    System.currentTimeMillis(),
                    stats.name(),
                    client,
                    member,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    null,
                    null,
                    broken,
                    request,
                    status));
        }
        over = true;
    }
}
