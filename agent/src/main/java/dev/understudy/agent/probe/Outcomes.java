package dev.understudy.agent.probe;

import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of a connection attempt says about the server. Refused and reset are seen; silence is only missed; all
 * that is the observer's own trouble counts as failed, which proves nothing.
 */
final class Outcomes {

    private Outcomes() {}

    static Probe of(Throwable error, double millis) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() > 0) {
                return new Probe(Outcome.FAILED, millis, text(cause), sql.getErrorCode());
            }
            Outcome outcome = known(cause);
            if (outcome != null) {
                return new Probe(outcome, millis, text(cause));
            }
        }
        return new Probe(Outcome.FAILED, millis, text(error));
    }

    private static @Nullable Outcome known(Throwable cause) {
        if (cause instanceof SocketTimeoutException || cause instanceof NoRouteToHostException) {
            return Outcome.SILENT;
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof ConnectException) {
            return text.contains("refused") ? Outcome.REFUSED : Outcome.SILENT;
        }
        if (cause instanceof EOFException) {
            return Outcome.RESET;
        }
        if (cause instanceof SocketException && (text.contains("reset") || text.contains("broken pipe"))) {
            return Outcome.RESET;
        }
        return null;
    }

    private static String text(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
