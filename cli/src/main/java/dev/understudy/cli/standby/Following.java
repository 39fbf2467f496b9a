package dev.understudy.cli.standby;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.control.RecoveryClient;
import java.io.PrintWriter;

/** Waits until a node follows, and tells how far it is. */
final class Following {

    private static final long LOOK_MILLIS = 500;
    private static final int UNANSWERED = 20;

    private final RecoveryClient recovery;
    private final String cluster;
    private final String node;

    Following(RecoveryClient recovery, String cluster, String node) {
        this.recovery = recovery;
        this.cluster = cluster;
        this.node = node;
    }

    /**
     * @throws CommandFailure where recovery refuses to make it a standby, or does not answer any longer
     */
    void await(PrintWriter out) throws InterruptedException {
        String told = "";
        int unanswered = 0;
        while (true) {
            try {
                JsonNode state = recovery.cluster(cluster);
                unanswered = 0;
                JsonNode standby = state.path("standbys").path(node);
                if (standby.path("state").asText().equals("FOLLOWING")) {
                    return;
                }
                String refusal = state.path("rejoined").path(node).asText();
                if (!refusal.isEmpty()) {
                    throw new CommandFailure(ExitStatus.REFUSED, refusal);
                }
                String line = standby.path("reason").asText();
                if (!line.isBlank() && !line.equals(told)) {
                    out.println(line);
                    out.flush();
                    told = line;
                }
            } catch (CommandFailure e) {
                // The service may be restarted meanwhile: the copy goes on then.
                unanswered++;
                if (e.status() == ExitStatus.REFUSED || unanswered == UNANSWERED) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
