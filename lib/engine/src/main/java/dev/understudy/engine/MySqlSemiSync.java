package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** MySQL 9.7: a plugin, {@code semisync_source.so}. */
final class MySqlSemiSync implements SemiSync {

    @Override
    public List<String> serverOptions() {
        return List.of(
                "plugin-load-add=semisync_source.so",
                "rpl-semi-sync-source-enabled=ON",
                "rpl-semi-sync-source-timeout=" + Sql.NO_TIME_OUT,
                "rpl-semi-sync-source-wait-for-replica-count=1",
                "rpl-semi-sync-source-wait-no-replica=ON",
                "rpl-semi-sync-source-wait-point=AFTER_SYNC");
    }

    @Override
    public List<String> replicaSession(String uuid, TransactionSet from) {
        return List.of(
                "SET @replica_uuid = " + Sql.quoted(uuid) + ", @slave_uuid = " + Sql.quoted(uuid),
                "SET @rpl_semi_sync_replica = 1");
    }

    @Override
    public String waitsStatus() {
        return "rpl_semi_sync_source_status";
    }

    @Override
    public String unacknowledgedStatus() {
        return "rpl_semi_sync_source_no_tx";
    }

    @Override
    public String clientsStatus() {
        return "rpl_semi_sync_source_clients";
    }

    /** What a session said of itself before it asked for the binlog stands in its variables. */
    @Override
    public List<Acknowledgers.Reader> readers(Connection connection) throws SQLException {
        return Sql.readers(
                connection,
                "SELECT t.PROCESSLIST_ID, MAX(t.PROCESSLIST_USER), MAX(t.PROCESSLIST_HOST),"
                        + " MAX(IF(v.VARIABLE_NAME LIKE 'rpl\\_semi\\_sync\\_%', CAST(v.VARIABLE_VALUE AS CHAR), '0')),"
                        + " MAX(IF(v.VARIABLE_NAME IN ('replica_uuid', 'slave_uuid'), CAST(v.VARIABLE_VALUE AS CHAR), ''))"
                        + " FROM performance_schema.threads t"
                        + " LEFT JOIN performance_schema.user_variables_by_thread v ON v.THREAD_ID = t.THREAD_ID"
                        + " WHERE t.PROCESSLIST_COMMAND LIKE 'Binlog Dump%'"
                        + " GROUP BY t.PROCESSLIST_ID ORDER BY t.PROCESSLIST_ID");
    }

    @Override
    public byte[] dumpRequest(long serverId, TransactionSet from) {
        return DumpRequest.of(serverId, GtidSet.parse(from.text()));
    }

    /** A commit that waits is not in gtid_executed. */
    @Override
    public TransactionSet start(Connection connection) throws SQLException {
        return GtidSet.parse(Sql.value(connection, "SELECT @@GLOBAL.gtid_executed"));
    }
}
