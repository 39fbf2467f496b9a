package dev.understudy.recovery.changelog;

import java.util.Locale;

/** What a logged statement does to the transaction that it stands in. Pure. */
public enum Control {
    /** Nothing: it is something else. */
    NONE,
    BEGINS,
    COMMITS,
    /** Remembers this place. */
    SAVES,
    /** Takes everything back since such a place. */
    UNDOES_IN_PART,
    /** Takes everything back. */
    UNDOES,
    /** Changes rows, which a binlog of rows has as rows. */
    CHANGES_ROWS;

    /**
     * @param sql from its first word
     */
    public static Control of(String sql) {
        String[] words = sql.strip().split("\\s+", 3);
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> words.length == 1 ? BEGINS : NONE;
            case "COMMIT" -> words.length == 1 ? COMMITS : NONE;
            case "SAVEPOINT" -> SAVES;
            case "ROLLBACK" -> words.length > 1 && words[1].equalsIgnoreCase("TO") ? UNDOES_IN_PART : UNDOES;
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH" -> CHANGES_ROWS;
            default -> NONE;
        };
    }
}
