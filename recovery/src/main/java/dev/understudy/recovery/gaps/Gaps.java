package dev.understudy.recovery.gaps;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.StatementKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a copy does not hold yet, and so which of the log's changes concern it: those of rows that it holds. It follows the primary with these
 * alone, and stays a true prefix of what it has. Immutable.
 */
public final class Gaps {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,20}");

    /** What such a statement makes or alters holds no rows. */
    private static final Set<String> WITHOUT_ROWS =
            Set.of("VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "USER", "ROLE", "SERVER");

    private final Map<TableName, List<Gap>> byTable;

    private Gaps(Map<TableName, List<Gap>> byTable) {
        this.byTable = byTable;
    }

    public static Gaps of(Collection<Gap> gaps) {
        Map<TableName, List<Gap>> byTable = new LinkedHashMap<>();
        gaps.forEach(gap ->
                byTable.computeIfAbsent(gap.table(), any -> new ArrayList<>()).add(gap));
        return new Gaps(byTable);
    }

    public boolean isEmpty() {
        return byTable.isEmpty();
    }

    public Set<TableName> tables() {
        return Set.copyOf(byTable.keySet());
    }

    public List<Gap> of(TableName table) {
        return List.copyOf(byTable.getOrDefault(table, List.of()));
    }

    /**
     * What of a transaction's rows concerns what is there, in their order. A row whose key goes from a part that is there to one that is not is a
     * deletion, and the other way round an insertion.
     *
     * @throws Untold where it cannot be told
     */
    public List<Change> held(List<Change> rows) {
        if (byTable.isEmpty()) {
            return rows;
        }
        List<Change> held = new ArrayList<>(rows.size());
        for (Change change : rows) {
            if (change instanceof Change.Row row) {
                held(row).ifPresent(held::add);
            } else {
                held.add(change);
            }
        }
        return held;
    }

    private Optional<Change.Row> held(Change.Row row) {
        List<Gap> missing = byTable.get(row.table());
        if (missing == null) {
            return Optional.of(row);
        }
        @Nullable RowImage before = row.before();
        @Nullable RowImage after = row.after();
        boolean wasHeld = before != null && isHeld(missing, before);
        boolean isHeld = after != null && isHeld(missing, after);
        if (!wasHeld && !isHeld) {
            return Optional.empty();
        }
        return Optional.of(new Change.Row(row.table(), wasHeld ? before : null, isHeld ? after : null));
    }

    private static boolean isHeld(List<Gap> missing, RowImage row) {
        for (Gap gap : missing) {
            if (gap.key().isEmpty() || gap.span().contains(number(gap, gap.key().get(), row))) {
                return false;
            }
        }
        return true;
    }

    private static BigInteger number(Gap gap, Gap.Key key, RowImage row) {
        int place = row.place(key.column());
        @Nullable Object value = place < 0 ? null : row.value(place);
        if (value instanceof String text && WHOLE.matcher(text).matches()) {
            BigInteger signed = new BigInteger(text);
            // The binlog knows no unsigned numbers: the highest bit comes as a sign.
            return key.unsignedBits() > 0 && signed.signum() < 0
                    ? signed.add(BigInteger.ONE.shiftLeft(key.unsignedBits()))
                    : signed;
        }
        throw new Untold("a row of " + gap.table() + " came without a whole number in " + key.column());
    }

    /**
     * Which tables with gaps a statement may concern: every one that it names. What it says of a table of which only a part is there may not do the
     * same to it as to the whole.
     */
    public Set<TableName> namedIn(String sql) {
        Set<TableName> named = new LinkedHashSet<>();
        StatementKind kind = StatementKind.of(sql);
        if (byTable.isEmpty() || WITHOUT_ROWS.contains(kind.object()) || kind.isAboutAccounts()) {
            return named;
        }
        byTable.keySet().stream().filter(table -> isNamed(table.table(), sql)).forEach(named::add);
        return named;
    }

    /** A name with a quote in it may be written in more than one way. */
    private static boolean isNamed(String table, String sql) {
        return table.indexOf('`') >= 0
                || table.indexOf('"') >= 0
                || Pattern.compile(
                                "(?<![\\w$])" + Pattern.quote(table) + "(?![\\w$])",
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(sql)
                        .find();
    }

    /** It cannot be told what a change does to a part of a table. */
    public static final class Untold extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Untold(String reason) {
            super(reason);
        }
    }
}
