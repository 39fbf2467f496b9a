package dev.understudy.scenarios.replay;

import dev.understudy.connect.statement.ClientText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Every character of one and of two bytes in every client's character set, as a server has it and as the replay has it. */
final class ClientCharacters {

    private static final int FIRST_LEAD = 0x80;
    private static final int FIRST_TRAIL = 0x40;

    private ClientCharacters() {}

    /** What is not the same; what the replay does not know is no difference, since it halts there. */
    static List<String> differing(Connection connection) throws SQLException {
        List<String> differing = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Map.Entry<Integer, String> collation : collations(connection).entrySet()) {
            compare(connection, collation, singles(), differing);
            // That another number is the same set shows in these.
            boolean isFirst = seen.add(collation.getValue());
            for (int lead = FIRST_LEAD; isFirst && lead < 0x100; lead++) {
                compare(connection, collation, pairs(lead), differing);
            }
        }
        return differing;
    }

    private static List<byte[]> singles() {
        List<byte[]> singles = new ArrayList<>();
        for (int lead = FIRST_LEAD; lead < 0x100; lead++) {
            singles.add(new byte[] {(byte) lead});
        }
        return singles;
    }

    private static List<byte[]> pairs(int lead) {
        List<byte[]> pairs = new ArrayList<>();
        for (int trail = FIRST_TRAIL; trail < 0x100; trail++) {
            pairs.add(new byte[] {(byte) lead, (byte) trail});
        }
        return pairs;
    }

    private static void compare(
            Connection connection, Map.Entry<Integer, String> collation, List<byte[]> texts, List<String> differing)
            throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        for (byte[] text : texts) {
            columns.add("CONVERT(CONVERT(x'" + HexFormat.of().formatHex(text) + "' USING " + collation.getValue()
                    + ") USING utf8mb4)");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + columns)) {
            row.next();
            for (int i = 0; i < texts.size(); i++) {
                String wanted = row.getString(i + 1);
                Optional<String> ours = ClientText.of(collation.getKey(), texts.get(i));
                // These two stand for what the server does not know.
                if (wanted != null
                        && wanted.indexOf('?') < 0
                        && wanted.indexOf('\uFFFD') < 0
                        && ours.isPresent()
                        && !ours.get().equals(wanted)) {
                    differing.add(collation + " " + HexFormat.of().formatHex(texts.get(i)) + ": " + wanted + " and not "
                            + ours.get());
                }
            }
        }
    }

    /** By id; those without one are MariaDB's for several sets. */
    private static Map<Integer, String> collations(Connection connection) throws SQLException {
        Map<Integer, String> collations = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, character_set_name FROM information_schema.collations"
                                + " WHERE id IS NOT NULL AND character_set_name IS NOT NULL"
                                + " AND character_set_name NOT IN ('binary', 'ucs2', 'utf16', 'utf16le', 'utf32') ORDER BY id")) {
            while (row.next()) {
                collations.put(row.getInt(1), row.getString(2));
            }
        }
        return collations;
    }
}
