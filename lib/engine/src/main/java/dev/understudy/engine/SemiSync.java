package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Semi-synchronous replication in one server's words: a commit waits until a replica has acknowledged it. Immutable and
 * thread-safe.
 */
public interface SemiSync {

    /**
     * The lines of the server's own configuration file that make every commit wait, {@code key=value}: before the engine commits it,
     * without a time-out, for one acknowledgement, also while no replica is there.
     */
    List<String> serverOptions();

    /** The same as variables of the running server, by their names in lower case. */
    default Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String option : serverOptions()) {
            String[] pair = option.split("=", 2);
            if (!pair[0].startsWith("plugin")) {
                settings.put(pair[0].replace('-', '_'), pair[1]);
            }
        }
        return settings;
    }

    /** The statement that switches it on or off on the running server. Off, waiting commits return as if they had been acknowledged. */
    default String enable(boolean on) {
        String name = settings().keySet().stream()
                .filter(each -> each.endsWith("_enabled"))
                .findFirst()
                .orElseThrow();
        return "SET GLOBAL " + name + " = " + (on ? "ON" : "OFF");
    }

    /** The variable of {@code SHOW GLOBAL STATUS} that says whether commits do wait at this moment; in lower case. */
    String waitsStatus();

    /** The one that counts the commits that returned without an acknowledgement since the server's start; in lower case. */
    String unacknowledgedStatus();

    /** The one that counts the clients that acknowledge; in lower case. */
    String clientsStatus();

    /**
     * Whether commits wait, as the server says.
     *
     * @throws SQLException where it cannot be asked
     */
    default State state(Connection connection) throws SQLException {
        Map<String, String> status = Sql.status(connection, "rpl\\_semi\\_sync\\_%");
        String waits = status.get(waitsStatus());
        return waits == null
                ? State.MISSING
                : new State(
                        true,
                        waits.equals("ON"),
                        Long.parseLong(status.getOrDefault(unacknowledgedStatus(), "0")),
                        Integer.parseInt(status.getOrDefault(clientsStatus(), "0")));
    }

    /**
     * How it stands.
     *
     * @param present whether the server knows of semi-synchronous replication at all
     * @param waits whether a commit waits at this moment; not where it is switched off, and not where a time-out ran out
     * @param unacknowledged commits that returned without an acknowledgement since the server's start
     * @param clients how many acknowledge at this moment
     */
    record State(boolean present, boolean waits, long unacknowledged, int clients) {
        static final State MISSING = new State(false, false, 0, 0);
    }

    /**
     * The sessions that read the binlog, as far as the account may see them: MariaDB shows those of others with the right PROCESS only, and
     * does not tell which acknowledge.
     *
     * @throws SQLException where it cannot be asked
     */
    List<Acknowledgers.Reader> readers(Connection connection) throws SQLException;

    /**
     * What a session says before it asks for the binlog as a replica that acknowledges.
     *
     * @param uuid names the replica: an older session of the same name is ended
     * @param from what the replica has
     */
    List<String> replicaSession(String uuid, TransactionSet from);

    /**
     * The command that then asks for it; what comes are events until the connection ends.
     *
     * @param serverId unique among all that replicate from the server
     */
    byte[] dumpRequest(long serverId, TransactionSet from);

    /**
     * From where on the binlog has to be read so that no commit is passed over that waits for an acknowledgement now. Meant for the
     * first replica of a reign; it may hold up writes for a moment.
     *
     * @return what was committed before any that waits; the empty set where that cannot be told, which is the beginning of the binlog
     */
    TransactionSet start(Connection connection) throws SQLException;
}
