package dev.understudy.recovery.server;

import dev.understudy.events.Epoch;
import dev.understudy.recovery.owner.Superseded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * A server's row in {@code understudy.epoch}: who owns it, which epoch it has seen, and whether it reigns. Whoever changes a server locks the row
 * and compares the term, so that an owner that was superseded while it slept changes nothing. Commits nothing by itself.
 *
 * @param node the server, for what is said of it
 * @param owner this instance's name
 * @param term its term
 */
record EpochRow(String cluster, String node, String owner, long term) {

    /** No such database, no such table. */
    private static final Set<Integer> NEVER_OWNED = Set.of(1049, 1146);

    /**
     * The term that stands there, without a lock; -1 where there is none.
     *
     * @throws Superseded where it is a newer owner's
     */
    long found(Connection connection) throws SQLException {
        return refuseIfOlder(read(connection, ""));
    }

    /** The same, with the row locked until the transaction's end. */
    long locked(Connection connection) throws SQLException {
        return refuseIfOlder(read(connection, " FOR UPDATE"));
    }

    /** Writes this owner into it. */
    int take(Connection connection) throws SQLException {
        locked(connection);
        try (PreparedStatement raise = connection.prepareStatement(
                "INSERT INTO understudy.epoch (cluster, epoch, term, owner, writer) VALUES (?, 0, ?, ?, '')"
                        + " ON DUPLICATE KEY UPDATE term = VALUES(term), owner = VALUES(owner)")) {
            raise.setString(1, cluster);
            raise.setLong(2, term);
            raise.setString(3, owner);
            return raise.executeUpdate();
        }
    }

    /** A lower epoch than the row's is refused. */
    void raise(Connection connection, Epoch epoch, String writer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE understudy.epoch SET epoch = ?, writer = ? WHERE cluster = ? AND epoch <= ?")) {
            update.setLong(1, epoch.number());
            update.setString(2, writer);
            update.setString(3, cluster);
            update.setLong(4, epoch.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException(node + " has seen an epoch above " + epoch);
            }
        }
    }

    /** It does not reign any more. */
    int stepDown(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE understudy.epoch SET writer = '' WHERE cluster = ?")) {
            update.setString(1, cluster);
            return update.executeUpdate();
        }
    }

    private long read(Connection connection, String locking) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT term FROM understudy.epoch WHERE cluster = ?" + locking)) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        } catch (SQLException e) {
            if (NEVER_OWNED.contains(e.getErrorCode())) {
                return -1;
            }
            throw e;
        }
    }

    private long refuseIfOlder(long found) {
        if (found > term) {
            throw new Superseded(node + " belongs to a newer owner (term " + found + "), and this is term " + term);
        }
        return found;
    }
}
