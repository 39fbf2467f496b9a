package dev.understudy.engine;

import java.util.Set;

/** MariaDB 11.4: a role has no host, and its rights show in its GRANT statements only. */
final class MariaDbInspection implements Inspection {

    @Override
    public String binlogStatus() {
        return "SHOW BINLOG STATUS";
    }

    @Override
    public String replication() {
        return "SHOW ALL REPLICAS STATUS";
    }

    @Override
    public String replicationSource() {
        return "Master_Host";
    }

    @Override
    public String origins() {
        return "SELECT LOWER(variable_name), global_value_origin, global_value_path"
                + " FROM information_schema.system_variables";
    }

    @Override
    public Set<String> startOrigins() {
        return Set.of("CONFIG", "COMMAND-LINE", "COMPILE-TIME", "AUTO", "ENVIRONMENT");
    }

    /** It writes down none. */
    @Override
    public String persisted() {
        return "SELECT '', '' FROM DUAL WHERE FALSE";
    }

    @Override
    public String accounts() {
        return "SELECT user, host, IF(JSON_VALUE(priv, '$.account_locked') = 1, 'Y', 'N'),"
                + " IF(JSON_VALUE(priv, '$.is_role') = 1, 'Y', 'N') FROM mysql.global_priv";
    }

    @Override
    public String rights() {
        return "SELECT grantee, privilege_type FROM information_schema.user_privileges";
    }

    @Override
    public String roleRights(String role) {
        return "SHOW GRANTS FOR " + Sql.quoted(role);
    }

    @Override
    public String roles() {
        return "SELECT user, host, role, '' FROM mysql.roles_mapping";
    }

    /** SUPER alone is not enough any more (seen on 11.4.5). */
    @Override
    public Set<String> bypassesReadOnly() {
        return Set.of("READ_ONLY ADMIN");
    }

    @Override
    public Set<String> hidesFromBinlog() {
        return Set.of("BINLOG ADMIN");
    }

    @Override
    public String readsBinlog() {
        return "REPLICATION SLAVE";
    }

    @Override
    public Set<String> everything() {
        return Set.of("SUPER", "READ_ONLY ADMIN", "BINLOG ADMIN", "CREATE USER", "SELECT", "REPLICATION SLAVE");
    }
}
