package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a standby is; a row of the standby itself, written in the transaction of the data.
 *
 * @param epoch the epoch that is being read
 * @param connector whose records count in it; null before the first marker
 * @param nextOffset the changelog offset to read from
 * @param applied every source transaction that the standby holds
 * @param intent the GTID of a DDL statement that was begun and not recorded as done; null for none
 */
public record Position(
        Epoch epoch,
        @Nullable String connector,
        long nextOffset,
        TransactionSet applied,
        @Nullable String intent) {

    /** Reads the row; empty where the standby was never seeded. */
    public static Optional<Position> read(Connection connection, Engine engine, String cluster) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT epoch, connector, log_offset, applied, intent FROM understudy.position WHERE cluster = ?")) {
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

    /** Writes the row within the connection's transaction. */
    public void write(Connection connection, String cluster, long atMillis) throws SQLException {
        try (PreparedStatement replace = connection.prepareStatement(
                "REPLACE INTO understudy.position (cluster, epoch, connector, log_offset, applied, intent, at_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            replace.setString(1, cluster);
            replace.setLong(2, epoch.number());
            replace.setString(3, connector);
            replace.setLong(4, nextOffset);
            replace.setString(5, applied.text());
            replace.setString(6, intent);
            replace.setLong(7, atMillis);
            replace.executeUpdate();
        }
    }

    Position after(SourceTransaction transaction) {
        return new Position(epoch, connector, transaction.nextOffset(), applied.plus(transaction.gtid()), null);
    }

    Position withIntent(String gtid) {
        return new Position(epoch, connector, nextOffset, applied, gtid);
    }

    Position at(long offset) {
        return new Position(epoch, connector, offset, applied, intent);
    }
}
