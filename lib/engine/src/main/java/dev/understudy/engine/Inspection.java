package dev.understudy.engine;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a pre-flight asks of a server, in its dialect: queries whose columns are the same for both engines, and the names of
 * the rights that matter. Nothing here changes a server. Immutable.
 */
public interface Inspection {

    /** One row: file, position, and the schemas that alone are logged, and that are not, each a list with commas. */
    String binlogStatus();

    /** A row for each connection to another server that this one replicates from. */
    String replication();

    /** The column of {@link #replication()} that names the other server. */
    String replicationSource();

    /** Rows of variable, origin and path: where a setting comes from, as far as the server tells. Names in lower case. */
    String origins();

    /** The origins of a value that the server was started with, as {@link #origins()} names them. */
    Set<String> startOrigins();

    /** Rows of variable and value: what the server itself has written down for its next start. Names in lower case. */
    String persisted();

    /** Rows of user, host, {@code Y} where nobody can log in with it, {@code Y} where it is a role. */
    String accounts();

    /** Rows of {@code 'user'@'host'} and one global right; a role's are in here or are asked for by {@link #roleRights}. */
    String rights();

    /** Asks for a role's rights as GRANT statements; empty where {@link #rights()} has them. */
    String roleRights(String role);

    /** Rows of user, host, and the user and host of a role that it may take on. */
    String roles();

    /** Any of these lets a session write while the server is read-only. */
    Set<String> bypassesReadOnly();

    /** Any of these lets a session keep changes out of the binlog, or log them in another format. */
    Set<String> hidesFromBinlog();

    /** The right to be a replica. */
    String readsBinlog();

    /** Rights of which only {@code GRANT ALL} gives every one: by them it is known. */
    Set<String> everything();

    /** The global rights that one of our accounts is created with; {@link #everything()} for {@code ALL}. */
    static Set<String> granted(Engine engine, Engine.AccountRole role) {
        return engine.createAccount(role, "u", "p").stream()
                .flatMap(sql -> globalRights(sql, engine.inspection().everything()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The rights that a GRANT statement gives on everything; none for any other statement.
     *
     * @param everything what {@code ALL} gives
     */
    static Stream<String> globalRights(String grant, Set<String> everything) {
        Matcher matcher = Grant.GLOBAL.matcher(grant);
        return matcher.find()
                ? Stream.of(matcher.group(1).split(",", -1))
                        .map(String::strip)
                        .flatMap(right -> right.startsWith("ALL") ? everything.stream() : Stream.of(right))
                        .filter(right -> !right.equals("USAGE"))
                : Stream.of();
    }

    /** How a GRANT statement looks. */
    final class Grant {
        private static final Pattern GLOBAL = Pattern.compile("^GRANT (.+?) ON \\*\\.\\* TO ");

        private Grant() {}
    }

    /** The schemas that are the server's own, and ours. */
    static List<String> systemSchemas() {
        return List.of("mysql", "information_schema", "performance_schema", "sys", "understudy");
    }
}
