package dev.understudy.recovery.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * Whether a server may be followed into. To be asked on a fresh connection before anything is changed with it: a successor
 * raises the term first and then ends all sessions, so that a session which asked before is gone, and one that asks after is
 * told. (safety.md, rule 6: an instance that wakes must not make the new primary read-only again.)
 */
public final class Ownership {

    /** No such database, no such table: nobody has ever owned the server. */
    private static final Set<Integer> NEVER_OWNED = Set.of(1049, 1146);

    private Ownership() {}

    /**
     * Keeps a newer owner from taking the server over until the transaction ends.
     *
     * @throws Fenced where it has happened already
     */
    public static void hold(Connection connection, String cluster, Token token) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT term, owner FROM understudy.epoch WHERE cluster = ? LOCK IN SHARE MODE")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && row.getLong(1) > token.term()) {
                    throw new Fenced("the server belongs to " + row.getString(2) + " (term " + row.getLong(1)
                            + "), and this is term " + token.term());
                }
            }
        }
    }

    /**
     * @throws Fenced where the server belongs to a newer owner
     * @throws Halt where the server is the one that is written to
     */
    public static void check(Connection connection, String cluster, String node, Token token) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT term, owner, writer, epoch FROM understudy.epoch WHERE cluster = ?")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                if (row.getLong(1) > token.term()) {
                    throw new Fenced("the standby belongs to " + row.getString(2) + " (term " + row.getLong(1)
                            + "), and this is term " + token.term());
                }
                if (node.equals(row.getString(3))) {
                    throw new Halt(
                            node + " is the writer of epoch " + row.getLong(4) + ": nothing is replayed into it");
                }
            }
        } catch (SQLException e) {
            if (!NEVER_OWNED.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }
}
