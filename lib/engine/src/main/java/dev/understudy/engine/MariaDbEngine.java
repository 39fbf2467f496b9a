package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** MariaDB 11.4. */
final class MariaDbEngine implements Engine {

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String jdbcUrl(String host, int port) {
        return Sql.jdbcUrl(host, port);
    }

    @Override
    public TransactionSet transactions(String text) {
        return GtidPosition.parse(text);
    }

    /** Its own binlog's end, and what was adopted before it; {@code gtid_current_pos} leaves out either in turn. */
    @Override
    public TransactionSet executed(Connection connection) throws SQLException {
        return GtidPosition.parse(Sql.value(connection, "SELECT @@GLOBAL.gtid_binlog_pos"))
                .union(GtidPosition.parse(Sql.value(connection, "SELECT @@GLOBAL.gtid_slave_pos")));
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Sql.value(connection, "SELECT @@GLOBAL.read_only").equals("1");
    }

    @Override
    public void setReadOnly(Connection connection, boolean readOnly) throws SQLException {
        Sql.execute(connection, "SET GLOBAL read_only = " + (readOnly ? "ON" : "OFF"));
    }

    @Override
    public void admitReplay(Connection connection) throws SQLException {
        setReadOnly(connection, true);
    }

    @Override
    public OpenWork openWork(Connection connection, Set<String> sparedUsers) throws SQLException {
        return OpenWork.of(connection, sparedUsers, OpenWork.MARIADB);
    }

    @Override
    public int endSessions(Connection connection, Set<String> sparedUsers) throws SQLException {
        return Sql.endClients(connection, sparedUsers);
    }

    @Override
    public void expectBinlog(Connection connection, String formatDescription) throws SQLException {
        Sql.execute(connection, "BINLOG '" + formatDescription + "'");
    }

    @Override
    public int endSessionsOf(Connection connection, String user) throws SQLException {
        return Sql.end(connection, (of, command) -> of.equals(user));
    }

    @Override
    public void suppressBinlog(Connection connection) throws SQLException {
        Sql.execute(connection, "SET SESSION sql_log_bin = OFF");
    }

    /**
     * A new binlog whose state is the applied set. Seen on 11.4.5: the server's next transaction in a domain then has the
     * next sequence number ({@code 0-1-1000} is followed by {@code 0-2-1001}), and the new file's {@code Gtid_list} is the
     * set itself, so that a dump from exactly there is found. {@code gtid_slave_pos} alone continues the numbers too, but
     * leaves a {@code Gtid_list} in which the set cannot be found. The state can only be set on an empty binlog; what an
     * earlier reign of this server left there is in the changelog.
     */
    @Override
    public void adoptPosition(Connection connection, TransactionSet applied) throws SQLException {
        if (executed(connection).containsAll(applied)) {
            return;
        }
        Sql.execute(
                connection,
                "RESET MASTER",
                "SET GLOBAL gtid_slave_pos = ''",
                "SET GLOBAL gtid_binlog_state = " + Sql.quoted(applied.text()));
    }

    /**
     * The position under this server's own id: {@code 0-2-7} for {@code 0-1-7}. Seen with Debezium 3.5.0: it compares
     * positions of the same domain <em>and</em> server only, so that one of the old primary's counts as lost as soon as this
     * server has written; and it cannot begin at an empty position. The server itself takes a number of its own that it
     * never wrote, and sends what follows.
     */
    @Override
    public String connectorStart(Connection connection) throws SQLException {
        String own = Sql.value(connection, "SELECT @@GLOBAL.server_id");
        return executed(connection).text().replaceAll("(\\d+)-\\d+-(\\d+)", "$1-" + own + "-$2");
    }

    @Override
    public boolean logsTablesNotFound() {
        return true;
    }

    @Override
    public boolean binlogHoldsCascades(Connection connection) {
        return false;
    }

    @Override
    public void forgetHistory(Connection connection) throws SQLException {
        Sql.execute(connection, "RESET MASTER", "SET GLOBAL gtid_slave_pos = ''");
    }

    @Override
    public boolean eventsRun(Connection connection) throws SQLException {
        return Sql.eventsRun(connection);
    }

    @Override
    public void runEvents(Connection connection, boolean run) throws SQLException {
        Sql.runEvents(connection, run);
    }

    @Override
    public BinlogPosition binlogPosition(Connection connection) throws SQLException {
        return Sql.binlogPosition(connection, "SHOW BINLOG STATUS");
    }

    @Override
    public void setDurability(Connection connection, boolean full) throws SQLException {
        Sql.execute(
                connection,
                "SET GLOBAL innodb_flush_log_at_trx_commit = " + (full ? 1 : 2),
                "SET GLOBAL sync_binlog = " + (full ? 1 : 0));
    }

    @Override
    public String serverId(Connection connection) throws SQLException {
        return Sql.value(connection, "SELECT @@GLOBAL.server_uid");
    }

    @Override
    public List<String> createAccount(AccountRole role, String user, String password) {
        String account = Sql.quoted(user) + "@'%'";
        String create = "CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY " + Sql.quoted(password);
        String alter = "ALTER USER " + account + " IDENTIFIED BY " + Sql.quoted(password);
        return switch (role) {
            case RECOVERY -> List.of(create, alter, "GRANT ALL ON *.* TO " + account + " WITH GRANT OPTION");
            case AGENT ->
                List.of(
                        create,
                        alter,
                        "GRANT PROCESS, BINLOG MONITOR, SLAVE MONITOR ON *.* TO " + account,
                        "GRANT SELECT, INSERT, UPDATE ON understudy.* TO " + account);
            case FENCE ->
                List.of(
                        create,
                        alter,
                        "GRANT PROCESS, BINLOG MONITOR, CONNECTION ADMIN, READ_ONLY ADMIN ON *.* TO " + account);
            case CONNECTOR ->
                List.of(
                        create,
                        alter,
                        "GRANT SELECT, RELOAD, SHOW DATABASES, LOCK TABLES, REPLICATION SLAVE, BINLOG MONITOR,"
                                + " SLAVE MONITOR ON *.* TO " + account);
            case APPLICATION ->
                List.of(create, alter, "GRANT ALL ON `" + user.replace("`", "``") + "`.* TO " + account);
        };
    }

    @Override
    public SemiSync semiSync() {
        return new MariaDbSemiSync();
    }

    @Override
    public Inspection inspection() {
        return new MariaDbInspection();
    }

    @Override
    public List<String> serverOptions(int serverId) {
        return List.of(
                "server-id=" + serverId,
                "log-bin=binlog",
                "gtid-domain-id=0",
                "gtid-strict-mode=ON",
                "binlog-format=ROW",
                "binlog-row-image=FULL",
                "binlog-row-metadata=FULL",
                "log-bin-compress=OFF",
                "sync-binlog=1",
                "innodb-flush-log-at-trx-commit=1",
                "read-only=ON");
    }

    /** By way of a common table expression: a derived table takes no column names here. */
    @Override
    public String rowList(int columns, List<String> tuples) {
        return "(WITH v(" + Sql.columnNames(columns) + ") AS (VALUES (" + String.join("), (", tuples)
                + ")) SELECT * FROM v) v";
    }

    /** A row that was let in on the primary while its checks were off is a row all the same. */
    @Override
    public List<String> replaySession() {
        return List.of("SET SESSION check_constraint_checks = 0");
    }

    @Override
    public String tableNumbers() {
        return "SELECT name, table_id FROM information_schema.innodb_sys_tables WHERE name NOT LIKE 'understudy/%' ORDER BY name";
    }

    @Override
    public String lockSharedOrFail() {
        return " LOCK IN SHARE MODE NOWAIT";
    }
}
