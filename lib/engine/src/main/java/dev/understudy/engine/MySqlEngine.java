package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** MySQL 9.7. */
final class MySqlEngine implements Engine {

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public String jdbcUrl(String host, int port) {
        return Sql.jdbcUrl(host, port);
    }

    @Override
    public TransactionSet transactions(String text) {
        return GtidSet.parse(text);
    }

    @Override
    public TransactionSet executed(Connection connection) throws SQLException {
        return GtidSet.parse(Sql.value(connection, "SELECT @@GLOBAL.gtid_executed"));
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Sql.value(connection, "SELECT @@GLOBAL.read_only").equals("1");
    }

    @Override
    public void setReadOnly(Connection connection, boolean readOnly) throws SQLException {
        if (readOnly) {
            Sql.execute(connection, "SET GLOBAL super_read_only = ON");
        } else {
            Sql.execute(connection, "SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
        }
    }

    @Override
    public void admitReplay(Connection connection) throws SQLException {
        Sql.execute(connection, "SET GLOBAL read_only = ON", "SET GLOBAL super_read_only = OFF");
    }

    @Override
    public OpenWork openWork(Connection connection, Set<String> sparedUsers) throws SQLException {
        return OpenWork.of(connection, sparedUsers, OpenWork.MYSQL);
    }

    @Override
    public int endSessions(Connection connection, Set<String> sparedUsers) throws SQLException {
        return Sql.endClients(connection, sparedUsers);
    }

    @Override
    public void expectBinlog(Connection connection, String formatDescription) throws SQLException {
        Sql.execute(connection, "BINLOG '" + formatDescription + "'", "SET SESSION gtid_next = 'AUTOMATIC'");
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
     * The set was applied without a GTID, so it is added to {@code gtid_purged}, in 0.2 to 0.6 ms and without a new binlog
     * file; only the difference, as the server refuses what it has executed already.
     */
    @Override
    public void adoptPosition(Connection connection, TransactionSet applied) throws SQLException {
        TransactionSet missing = applied.minus(executed(connection));
        if (!missing.isEmpty()) {
            Sql.execute(connection, "SET GLOBAL gtid_purged = " + Sql.quoted("+" + missing.text()));
        }
    }

    @Override
    public String connectorStart(Connection connection) throws SQLException {
        return executed(connection).text();
    }

    @Override
    public boolean logsTablesNotFound() {
        return false;
    }

    @Override
    public boolean binlogHoldsCascades(Connection connection) throws SQLException {
        String[] version = Sql.value(connection, "SELECT @@GLOBAL.version").split("\\.", 3);
        int series = Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]);
        return series >= 906
                && !Sql.variable(connection, "innodb_native_foreign_keys").equals("ON");
    }

    @Override
    public void forgetHistory(Connection connection) throws SQLException {
        Sql.execute(connection, "RESET BINARY LOGS AND GTIDS");
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
        return Sql.binlogPosition(connection, "SHOW BINARY LOG STATUS");
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
        return Sql.value(connection, "SELECT @@GLOBAL.server_uuid");
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
                        "GRANT PROCESS, REPLICATION CLIENT ON *.* TO " + account,
                        "GRANT SELECT, INSERT, UPDATE ON understudy.* TO " + account);
            case FENCE ->
                List.of(
                        create,
                        alter,
                        "GRANT PROCESS, REPLICATION CLIENT, CONNECTION_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.* TO "
                                + account);
            case CONNECTOR ->
                List.of(
                        create,
                        alter,
                        "GRANT SELECT, RELOAD, SHOW DATABASES, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO "
                                + account);
            case APPLICATION ->
                List.of(create, alter, "GRANT ALL ON `" + user.replace("`", "``") + "`.* TO " + account);
        };
    }

    @Override
    public SemiSync semiSync() {
        return new MySqlSemiSync();
    }

    @Override
    public Inspection inspection() {
        return new MySqlInspection();
    }

    @Override
    public List<String> serverOptions(int serverId) {
        return List.of(
                "server-id=" + serverId,
                "log-bin=binlog",
                "gtid-mode=ON",
                "enforce-gtid-consistency=ON",
                "binlog-format=ROW",
                "binlog-row-image=FULL",
                "binlog-row-metadata=FULL",
                "binlog-row-value-options=",
                "binlog-transaction-compression=OFF",
                "sync-binlog=1",
                "innodb-flush-log-at-trx-commit=1",
                "super-read-only=ON");
    }

    @Override
    public String rowList(int columns, List<String> tuples) {
        return "(VALUES ROW(" + String.join("), ROW(", tuples) + ")) v(" + Sql.columnNames(columns) + ")";
    }

    @Override
    public List<String> replaySession() {
        // What the primary let refer to a key that is not unique is not refused here; before 8.4 there was no such
        // choice.
        return List.of(
                "SET @@SESSION.foreign_key_checks = 0 /*!80400 , @@SESSION.restrict_fk_on_non_standard_key = OFF */");
    }

    @Override
    public String tableNumbers() {
        return "SELECT name, table_id FROM information_schema.innodb_tables WHERE name NOT LIKE 'understudy/%' ORDER BY name";
    }

    @Override
    public String lockSharedOrFail() {
        return " FOR SHARE NOWAIT";
    }
}
