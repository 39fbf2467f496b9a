package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Which standby, and how it is reached.
 *
 * @param kafka a client's properties
 * @param token who replays
 * @param lanes how many ranges are applied side by side
 * @param scope what of the log is applied, and how far
 */
public record Target(
        Map<String, Object> kafka,
        String cluster,
        Engine engine,
        String node,
        Connector connector,
        Token token,
        int lanes,
        Scope scope) {

    /** Opens a connection to the standby with the account that replays; one that takes several statements in one text. */
    @FunctionalInterface
    public interface Connector {
        Connection open() throws SQLException;
    }

    /** All of the log, for ever. */
    public Target(
            Map<String, Object> kafka,
            String cluster,
            Engine engine,
            String node,
            Connector connector,
            Token token,
            int lanes) {
        this(kafka, cluster, engine, node, connector, token, lanes, Scope.ALL);
    }

    /** The same, reached in another way. */
    Target by(Connector other) {
        return new Target(kafka, cluster, engine, node, other, token, lanes, scope);
    }
}
