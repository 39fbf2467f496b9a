package dev.understudy.agent;

import dev.understudy.agent.RoleChecks.Answer;
import dev.understudy.events.Epoch;
import dev.understudy.runtime.config.Durations;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code /primary?epoch=N}, {@code /replica?lag=250ms}, {@code /openapi.json}: 200 for yes, 503 for no, with the reason. */
final class AgentHttp {

    private final AtomicReference<@Nullable RoleChecks> checks = new AtomicReference<>();

    /** From here on it can answer; before, everything is a no. */
    void answersWith(RoleChecks ready) {
        checks.set(ready);
    }

    void addTo(Javalin http) {
        http.get("/primary", this::primary);
        http.get("/replica", this::replica);
        http.get("/openapi.json", AgentHttp::openapi);
    }

    private void primary(Context context) {
        RoleChecks ready = checks.get();
        String epoch = context.queryParam("epoch");
        try {
            Epoch least = Epoch.of(epoch == null ? 0 : Long.parseLong(epoch));
            tell(context, ready == null ? new Answer(false, "starting") : ready.primary(least));
        } catch (IllegalArgumentException e) {
            context.status(400).result("epoch is a whole number, not '" + epoch + "'\n");
        }
    }

    private void replica(Context context) {
        RoleChecks ready = checks.get();
        String lag = context.queryParam("lag");
        try {
            tell(
                    context,
                    ready == null
                            ? new Answer(false, "starting")
                            : ready.replica(lag == null ? null : Durations.parse(lag)));
        } catch (IllegalArgumentException e) {
            context.status(400).result("lag: " + e.getMessage() + "\n");
        }
    }

    private static void tell(Context context, Answer answer) {
        context.status(answer.yes() ? 200 : 503).result(answer.reason() + "\n");
    }

    private static void openapi(Context context) {
        InputStream document = AgentHttp.class.getResourceAsStream("openapi.json");
        if (document == null) {
            throw new IllegalStateException("openapi.json is missing from the jar");
        }
        context.contentType("application/json").result(document);
    }
}
