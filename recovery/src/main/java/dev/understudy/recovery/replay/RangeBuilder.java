package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.sql.ClaimReader;
import dev.understudy.recovery.sql.Claims;
import dev.understudy.recovery.sql.TableShape;
import dev.understudy.recovery.sql.Unfaithful;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers neighbouring transactions to ranges, and enters them in the schedule. Not thread-safe. */
final class RangeBuilder {

    /** As much as a range takes where more is at hand; it is small where the replay is near the log's end. */
    private static final int TRANSACTIONS = 500;

    private static final int ROWS = 4_000;
    /** Each lane holds a range, another one waits and another is gathered. */
    private static final long BYTES = 8L * 1024 * 1024;

    private final Dictionary dictionary;
    private final Schedule schedule = new Schedule();
    private final ClaimReader reader = new ClaimReader();
    private final List<SourceTransaction> transactions = new ArrayList<>();
    private final Map<TableName, TableShape> shapes = new HashMap<>();
    private Claims claims = new Claims();
    private int rows;
    private long bytes;
    private Position position;

    /**
     * @param position where the standby is
     */
    RangeBuilder(Dictionary dictionary, Position position) {
        this.dictionary = dictionary;
        this.position = position;
    }

    /** Where the standby is when all that was gathered is committed. */
    Position position() {
        return position;
    }

    /** The standby was moved while nothing was gathered. */
    void moved(Position to) {
        position = to;
    }

    void add(SourceTransaction transaction) throws SQLException {
        for (Change change : transaction.changes()) {
            Change.Row row = (Change.Row) change;
            TableShape shape = shapes.get(row.table());
            if (shape == null) {
                shape = dictionary.shape(row.table());
                shapes.put(row.table(), shape);
            }
            try {
                reader.read(shape, row, claims);
            } catch (Unfaithful e) {
                throw new Halt(e.getMessage() + " (transaction " + transaction.gtid() + ")", e);
            }
            rows++;
        }
        transactions.add(transaction);
        bytes += transaction.bytes();
        position = position.after(transaction);
    }

    boolean isEmpty() {
        return transactions.isEmpty();
    }

    boolean isFull() {
        return transactions.size() >= TRANSACTIONS || rows >= ROWS || bytes >= BYTES;
    }

    /**
     * Ends the range.
     *
     * @param committed the ranges up to this one are committed
     * @return empty where nothing was gathered
     */
    Optional<Range> build(long committed) {
        if (transactions.isEmpty()) {
            return Optional.empty();
        }
        long after = schedule.enter(claims, committed);
        Range range = new Range(schedule.number(), after, transactions, position, shapes);
        transactions.clear();
        shapes.clear();
        claims = new Claims();
        rows = 0;
        bytes = 0;
        return Optional.of(range);
    }
}
