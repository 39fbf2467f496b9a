package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * What Understudy asks of a database server, in one server's dialect. Immutable and thread-safe; a method that takes a
 * connection uses it on the caller's thread and leaves it open.
 */
public interface Engine {

    /** {@code mysql} or {@code mariadb}. */
    String name();

    /**
     * @param name {@code mysql} or {@code mariadb}
     * @throws IllegalArgumentException for any other
     */
    static Engine named(String name) {
        return Engines.named(name);
    }

    /** The JDBC URL of a server, with the session settings that every connection of ours needs; no schema selected. */
    String jdbcUrl(String host, int port);

    /** Reads the engine's notation; the empty text is the empty set. */
    TransactionSet transactions(String text);

    /** All that the server has executed, purged transactions included; waiting commits excluded. */
    TransactionSet executed(Connection connection) throws SQLException;

    /** Whether clients' writes are refused (read_only). */
    boolean readOnly(Connection connection) throws SQLException;

    /** Refuses or accepts clients' writes. May wait behind open writes: end the sessions first. */
    void setReadOnly(Connection connection, boolean readOnly) throws SQLException;

    /**
     * Makes a standby of a server: clients' writes stay refused, and the account that replays may write. On MySQL this takes
     * back super_read_only, which stops every account (seen on 9.7.4), and leaves read_only.
     */
    void admitReplay(Connection connection) throws SQLException;

    /**
     * Ends every session but this one and those of the named users and of replication, and returns how many were ended.
     */
    int endSessions(Connection connection, Set<String> sparedUsers) throws SQLException;

    /**
     * What clients have under way.
     *
     * @param connection of an account that sees all sessions; its own does not count
     * @param sparedUsers whose sessions do not count, nor do those of replication
     */
    OpenWork openWork(Connection connection, Set<String> sparedUsers) throws SQLException;

    /**
     * Refuses clients' writes as {@link #admitReplay} does, or fails where open ones stand in the way for longer: then nothing is changed.
     *
     * @param seconds at least 1
     */
    default void refuseWrites(Connection connection, int seconds) throws SQLException {
        String before = Sql.value(connection, "SELECT @@SESSION.lock_wait_timeout");
        Sql.execute(connection, "SET SESSION lock_wait_timeout = " + seconds);
        try {
            admitReplay(connection);
        } finally {
            Sql.execute(connection, "SET SESSION lock_wait_timeout = " + before);
        }
    }

    /**
     * Prepares the session for {@code BINLOG} statements with events of another server. To be called outside of any
     * transaction. On MySQL the description leaves {@code gtid_next} undetermined, and then nothing else is allowed (seen on
     * 9.7.4): it is put back.
     *
     * @param formatDescription the file's format description event, base64
     */
    void expectBinlog(Connection connection, String formatDescription) throws SQLException;

    /** Ends the other sessions of one user, such as a fenced owner's, and returns how many were ended. */
    int endSessionsOf(Connection connection, String user) throws SQLException;

    /** From here on what this session writes reaches neither the binlog nor a GTID. */
    void suppressBinlog(Connection connection) throws SQLException;

    /**
     * Makes the server's own history continue after {@code applied}, which was written with the binlog suppressed: its next
     * transaction's id lies beyond the set, and a binlog reader that has the set can start here. Adds only what is missing.
     */
    void adoptPosition(Connection connection, TransactionSet applied) throws SQLException;

    /**
     * What Debezium's connector is told to have read, so that it begins right behind all that this server has executed, and
     * nothing before; the empty text where it has executed nothing.
     */
    String connectorStart(Connection connection) throws SQLException;

    /** Whether rows that a foreign key's cascade changes are in the binlog, as MySQL 9.6 and later write them. */
    boolean binlogHoldsCascades(Connection connection) throws SQLException;

    /**
     * A list of rows that can be joined as the table {@code v} with the columns {@code c0}, {@code c1} and so on.
     *
     * @param columns how many values each row has
     * @param tuples each row's values as SQL, separated by commas
     */
    String rowList(int columns, List<String> tuples);

    /** What ends a SELECT that locks its rows against changes, and fails rather than wait for them. */
    String lockSharedOrFail();

    /** Asks for each table's name and its number in the storage engine, which it keeps when it is renamed; ours left out. */
    String tableNumbers();

    /** What a session needs to be told, beside what both engines understand, before it applies another server's rows. */
    List<String> replaySession();

    /** Begins an empty binlog of its own: for a server whose data is given up. Outside of a transaction. */
    void forgetHistory(Connection connection) throws SQLException;

    /** Whether scheduled events run on the server. */
    boolean eventsRun(Connection connection) throws SQLException;

    /** Switches the event scheduler. */
    void runEvents(Connection connection, boolean run) throws SQLException;

    /** Where the server's own binlog ends now. */
    BinlogPosition binlogPosition(Connection connection) throws SQLException;

    /** Full: every commit is on disk before it is acknowledged. Relaxed: for a standby that can always be replayed. */
    void setDurability(Connection connection, boolean full) throws SQLException;

    /** Names this start of the server's data: server_uuid or its like. */
    String serverId(Connection connection) throws SQLException;

    /**
     * Why a session's write does not get through, as far as the server tells.
     *
     * @param connection another session, of an account that sees all of them
     * @param session the id of the one that waits
     */
    default WriteWait whyItWaits(Connection connection, long session) throws SQLException {
        return readOnly(connection)
                ? WriteWait.READ_ONLY
                : WaitingSession.read(connection, session).why();
    }

    /**
     * The statements that create one of Understudy's accounts with just the rights it needs, repeatable.
     *
     * @param role which account
     */
    List<String> createAccount(AccountRole role, String user, String password);

    /** Whether the binlog has the names of tables that a DROP TABLE did not find, which a replica then passes over. */
    boolean logsTablesNotFound();

    /** What makes commits wait for an acknowledgement. */
    SemiSync semiSync();

    /** What a pre-flight asks of the server. */
    Inspection inspection();

    /** The lines of the server's own configuration file that Understudy relies upon, {@code key=value}. */
    List<String> serverOptions(int serverId);

    /**
     * A place in the binlog.
     *
     * @param file the file's name
     * @param position the offset in it, bytes
     */
    record BinlogPosition(String file, long position) {}

    /** What each of Understudy's accounts may do. */
    enum AccountRole {
        /** Applies the log, promotes, seeds. */
        RECOVERY,
        /** Canary and probes: may not bypass read-only. */
        AGENT,
        /** Makes the server read-only and ends sessions. */
        FENCE,
        /** Debezium: reads the binlog and the schema. */
        CONNECTOR,
        /** A client application: ordinary rights on the schema of the account's own name. */
        APPLICATION
    }
}
