package dev.understudy.recovery.connector;

import static java.util.Objects.requireNonNull;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.BinlogPosition;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where a connector begins to read a new primary: behind all that it has executed, read after its position was adopted and
 * before it is writable (safety.md, rule 8). A value; the plan records it.
 *
 * @param gtids what the connector is told to have read: {@link Engine#connectorStart}
 * @param file the binlog file in use
 * @param position its length; beside the GTIDs only a hint, but Debezium wants to see one
 */
public record StartPoint(String gtids, String file, long position) {

    /** A binlog file begins with four magic bytes. */
    private static final long FIRST = 4;

    public StartPoint {
        requireNonNull(gtids, "gtids");
        requireNonNull(file, "file");
        if (gtids.isEmpty()) {
            throw new IllegalArgumentException("a server that has executed nothing has no start point");
        }
        if (position < FIRST) {
            throw new IllegalArgumentException("a binlog begins at position " + FIRST + ", not " + position);
        }
    }

    /** Reads it from a server that takes no writes. */
    public static StartPoint read(Engine engine, Connection connection) throws SQLException {
        BinlogPosition end = engine.binlogPosition(connection);
        return new StartPoint(engine.connectorStart(connection), end.file(), end.position());
    }
}
