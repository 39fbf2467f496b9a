package dev.understudy.recovery;

import dev.understudy.runtime.OrderToken;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are taken: those for this cluster, once the service owns it; and orders only from whoever carries the token. What is not taken is
 * answered.
 *
 * @param tokenFile a file with the token, read at each order; null where no order is taken
 */
record OrderGate(String cluster, @Nullable String tokenFile) {

    /**
     * Whether there is such a cluster here.
     *
     * @param parts what answers; null while the service does not own its cluster
     */
    boolean isHere(Context context, @Nullable Object parts) {
        if (context.pathParam("name").equals(cluster) && parts != null) {
            return true;
        }
        context.status(404).result("there is no cluster " + context.pathParam("name") + " here\n");
        return false;
    }

    /** Whether an order is to be looked at. */
    boolean lets(Context context, @Nullable Object parts) throws IOException {
        if (!isHere(context, parts)) {
            return false;
        }
        if (new OrderToken(tokenFile).isIn(context.header("Authorization"))) {
            return true;
        }
        context.status(401).result("orders need the token in recovery.tokenFile\n");
        return false;
    }
}
