package dev.understudy.recovery.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.engine.TransactionSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;

/** What a server had executed by itself when it became a standby, as a number that is kept on the server. */
public final class OwnHistory {

    private static final String NAME = "own-history";

    private OwnHistory() {}

    /** Empty where it is no standby, or became one before this was kept. */
    public static Optional<String> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT value FROM understudy.setting WHERE name = '" + NAME + "'")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    public static void write(Connection connection, TransactionSet executed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("REPLACE INTO understudy.setting (name, value) VALUES ('" + NAME + "', '"
                    + digest(executed) + "')");
        }
    }

    /** It is no standby any more. */
    public static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM understudy.setting WHERE name = '" + NAME + "'");
        }
    }

    /** A set may be longer than what a setting holds. */
    public static String digest(TransactionSet executed) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(executed.text().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
