package dev.understudy.stage;

import java.util.List;

/** What Understudy relies upon in a server's own options file. */
final class ServerOptions {

    private ServerOptions() {}

    static List<String> of(String engine, int serverId) {
        if (engine.equals("mysql")) {
            return List.of(
                    "server-id=" + serverId,
                    "gtid-mode=ON",
                    "enforce-gtid-consistency=ON",
                    "log-bin=binlog",
                    "binlog-format=ROW",
                    "binlog-row-image=FULL",
                    "binlog-row-metadata=FULL",
                    "binlog-row-value-options=",
                    "sync-binlog=1",
                    "innodb-flush-log-at-trx-commit=1",
                    "super-read-only=ON");
        }
        return List.of(
                "server-id=" + serverId,
                "gtid-domain-id=0",
                "gtid-strict-mode=ON",
                "log-bin=binlog",
                "log-slave-updates=ON",
                "binlog-format=ROW",
                "binlog-row-image=FULL",
                "binlog-row-metadata=FULL",
                "sync-binlog=1",
                "innodb-flush-log-at-trx-commit=1",
                "read-only=ON");
    }
}
