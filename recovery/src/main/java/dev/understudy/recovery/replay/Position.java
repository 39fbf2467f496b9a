package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.sql.Literals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a standby is; kept on the standby itself, written in the transaction of the data. Each lane writes a row of its own,
 * and the furthest one counts: since lanes commit in the log's order, all before it is there.
 *
 * @param epoch the epoch that is being read
 * @param connector whose records count in it; null before the first marker
 * @param nextOffset the changelog offset to read from
 * @param applied every source transaction that the standby holds
 * @param intent the GTID of a DDL statement that was begun and not recorded as done, with what the server's objects were like
 *     before it, and the session that carries it out; null
 *     for none
 */
public record Position(
        Epoch epoch,
        @Nullable String connector,
        long nextOffset,
        TransactionSet applied,
        @Nullable String intent) {

    /** Reads the furthest row; empty where the standby was never seeded. */
    public static Optional<Position> read(Connection connection, Engine engine, String cluster) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT epoch, connector, log_offset, applied, intent FROM understudy.position WHERE cluster = ?"
                        + " ORDER BY log_offset DESC LIMIT 1")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Position(
                                new Epoch(row.getLong(1)),
                                row.getString(2),
                                row.getLong(3),
                                engine.transactions(row.getString(4)),
                                row.getString(5)))
                        : Optional.empty();
            }
        }
    }

    /** Makes this the only row, within the connection's transaction. No lane may be under way. */
    public void write(Connection connection, String cluster, long atMillis) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM understudy.position WHERE cluster = ?")) {
            delete.setString(1, cluster);
            delete.executeUpdate();
        }
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate(sql(cluster, 0, atMillis));
        }
    }

    /** The statement that writes one lane's row. */
    String sql(String cluster, int lane, long atMillis) {
        return "INSERT INTO understudy.position (cluster, lane, epoch, connector, log_offset, applied, intent, at_ms)"
                + " VALUES (" + Literals.of(cluster) + ", " + lane + ", " + epoch.number() + ", "
                + Literals.of(connector) + ", " + nextOffset + ", " + Literals.of(applied.text()) + ", "
                + Literals.of(intent) + ", " + atMillis + ") ON DUPLICATE KEY UPDATE epoch = VALUES(epoch),"
                + " connector = VALUES(connector), log_offset = VALUES(log_offset), applied = VALUES(applied),"
                + " intent = VALUES(intent), at_ms = VALUES(at_ms)";
    }

    Position after(SourceTransaction transaction) {
        return new Position(epoch, connector, transaction.nextOffset(), applied.plus(transaction.gtid()), null);
    }

    Position withIntent(String begun) {
        return new Position(epoch, connector, nextOffset, applied, begun);
    }

    Position at(long offset) {
        return new Position(epoch, connector, offset, applied, intent);
    }
}
