package dev.understudy.scenarios.suites.script;

import java.util.regex.Pattern;

/** What is done about a file that another one includes. Pure. */
enum Includes {
    /** It is read like the file itself. */
    PLAY,
    /** It looks after the test's own servers, or only looks: there is nothing to do. */
    PASS,
    /** The file's replica is waited for; its session follows. */
    SYNC_TO_REPLICA,
    /** The same; the session stays. */
    SYNC,
    /** From here on the session is called {@code master}. */
    BEGIN,
    /** The session that a variable names. */
    CONNECTION;

    private static final Pattern SYNC_NAMES = Pattern.compile("rpl_sync|sync|sync_with_master.*|sync_io.*");
    private static final Pattern TO_REPLICA =
            Pattern.compile("sync_slave_.*|sync_to_replica.*|sync_replica_.*|save_master_gtid|sync_with_master_gtid");
    private static final Pattern BEGINS = Pattern.compile(
            "master-slave.*|init_source_replica|rpl_init|init|rpl_multi_source_init|ndb_.*master-slave");
    private static final Pattern SERVERS = Pattern.compile(
            "(have_|not_|no_|check|count_sess|wait_|wait-|assert|show_|save_|reset|start_|stop_"
                    + "|rpl_|restart|kill|shutdown|force_|big_|diff_|end|valgrind|elide|only_|setup_|cleanup_|clean_up|install_|uninstall"
                    + "|default_|search_pattern|grep|mysqld_|binlog_|galera|wsrep|gtid_|get_|include_|read_|write_|force-|expect_|start|stop"
                    + "|require|is_|has_|long_test|maybe_|linux|windows|word_size|debug|semisync|mysqlbinlog|mysqltest|turn_|keyring|relocate"
                    + "|deprecated|make_|apply_|test_|add_|rocksdb|plugin|hide_|disable_|enable_|change_|set_|unset_|group_replication|suppress).*");

    static Includes of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
        boolean isRpl = path.startsWith("include/rpl/") || path.startsWith("common/rpl/");
        boolean isOfServers = path.startsWith("include/") || isRpl;
        if (!isOfServers) {
            return PLAY;
        }
        if (BEGINS.matcher(name).matches() && (isRpl || !name.equals("init"))) {
            return BEGIN;
        }
        if (name.equals("rpl_connection") || (isRpl && name.equals("connection"))) {
            return CONNECTION;
        }
        if (TO_REPLICA.matcher(name).matches()) {
            return SYNC_TO_REPLICA;
        }
        if (SYNC_NAMES.matcher(name).matches() && (isRpl || !name.equals("sync"))) {
            return SYNC;
        }
        return isRpl || SERVERS.matcher(name).matches() ? PASS : PLAY;
    }
}
