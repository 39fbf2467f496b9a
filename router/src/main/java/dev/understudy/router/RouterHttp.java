package dev.understudy.router;

import dev.understudy.runtime.OrderToken;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The router's state for everyone, and orders for whoever has the token. */
final class RouterHttp {

    private final OrderToken token;
    private final Reloader reloader;
    private volatile @Nullable Router router;

    RouterHttp(OrderToken token, Reloader reloader) {
        this.token = token;
        this.reloader = reloader;
    }

    void routes(Javalin http) {
        http.get("/stats", this::stats);
        http.get("/routes", this::known);
        http.post("/reload", this::reload);
        http.post("/members/{node}/drain", context -> drain(context, true));
        http.post("/members/{node}/undrain", context -> drain(context, false));
    }

    void serve(Router answering) {
        router = answering;
    }

    private void stats(Context context) {
        Router now = router;
        context.json(now == null ? Map.of() : now.stats());
    }

    private void known(Context context) {
        Router now = router;
        context.json(now == null ? List.of() : now.routes());
    }

    private void drain(Context context, boolean drained) throws IOException {
        Router now = router;
        if (!hasToken(context)) {
            return;
        }
        if (now == null) {
            context.status(503).result("the router is starting\n");
        } else {
            order(context, now, drained);
        }
    }

    private void reload(Context context) throws IOException {
        if (!hasToken(context)) {
            return;
        }
        if (router == null) {
            context.status(503).result("the router is starting\n");
        } else {
            Reloader.Answer answer = reloader.reload();
            context.status(answer.result().status()).result(answer.text() + "\n");
        }
    }

    /** Answers where it has not. */
    private boolean hasToken(Context context) throws IOException {
        boolean has = token.isIn(context.header("Authorization"));
        if (!has) {
            context.status(401).result("orders need the token in router.tokenFile\n");
        }
        return has;
    }

    private static void order(Context context, Router router, boolean drained) {
        String node = context.pathParam("node");
        // One that has gone meanwhile can still be undrained.
        boolean known = router.members().contains(node) || router.drained().has(node);
        if (!known) {
            context.status(404).result("there is no member " + node + "; there are " + router.members() + "\n");
            return;
        }
        String done = drained
                ? node + " gets no new connections from readers' and services' clients; those that it has stay"
                : node + " is chosen again";
        try {
            router.drained().set(node, drained);
            context.result(done + "\n");
        } catch (IOException e) {
            context.result(done + "; a restart of the router forgets it: " + e.getMessage() + "\n");
        }
    }
}
