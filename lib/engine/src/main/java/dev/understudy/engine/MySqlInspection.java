package dev.understudy.engine;

import java.util.Set;

/** MySQL 9.7: roles are accounts, and their rights are listed like others'. */
final class MySqlInspection implements Inspection {

    @Override
    public String binlogStatus() {
        return "SHOW BINARY LOG STATUS";
    }

    @Override
    public String replication() {
        return "SHOW REPLICA STATUS";
    }

    @Override
    public String replicationSource() {
        return "Source_Host";
    }

    @Override
    public String origins() {
        return "SELECT variable_name, variable_source, variable_path FROM performance_schema.variables_info";
    }

    @Override
    public Set<String> startOrigins() {
        return Set.of(
                "COMPILED", "GLOBAL", "SERVER", "EXPLICIT", "EXTRA", "USER", "LOGIN", "COMMAND_LINE", "PERSISTED");
    }

    @Override
    public String persisted() {
        return "SELECT variable_name, variable_value FROM performance_schema.persisted_variables";
    }

    @Override
    public String accounts() {
        return "SELECT user, host, account_locked, 'N' FROM mysql.user";
    }

    @Override
    public String rights() {
        return "SELECT grantee, privilege_type FROM information_schema.user_privileges";
    }

    @Override
    public String roleRights(String role) {
        return "";
    }

    @Override
    public String roles() {
        return "SELECT to_user, to_host, from_user, from_host FROM mysql.role_edges";
    }

    @Override
    public Set<String> bypassesReadOnly() {
        return Set.of("SUPER", "CONNECTION_ADMIN");
    }

    @Override
    public Set<String> hidesFromBinlog() {
        return Set.of("SUPER", "SYSTEM_VARIABLES_ADMIN", "SESSION_VARIABLES_ADMIN");
    }

    @Override
    public String readsBinlog() {
        return "REPLICATION SLAVE";
    }

    @Override
    public Set<String> everything() {
        return Set.of("SUPER", "SYSTEM_VARIABLES_ADMIN", "CREATE USER", "SELECT", "REPLICATION SLAVE");
    }
}
