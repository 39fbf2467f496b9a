package dev.understudy.agent.tail;

import dev.understudy.binlog.Dialect;
import dev.understudy.binlog.RunningSet;
import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a binlog holds beyond a given set. Files are gone through from the newest backwards until one begins with what
 * the set covers, then forwards.
 *
 * <p>A transaction torn at the very end was acknowledged to nobody: the server itself would cut it off at its next start.
 * Any other irregularity makes the tail unreadable: the certificate may not claim what is not known (safety.md, rule 17).
 */
final class TailReader {

    private final Engine engine;
    private final Dialect dialect;

    TailReader(Engine engine) {
        this.engine = engine;
        this.dialect = Dialect.of(engine.name());
    }

    /**
     * @param after the set that is not wanted
     * @throws UnreadableBinlog where the log's end, or what is wanted of it, cannot be told
     */
    Tail read(BinlogFolder folder, TransactionSet after) throws IOException, UnreadableBinlog {
        List<Path> files = folder.files();
        int newest = files.size() - 1;
        String note = "read to its end";
        @Nullable String newestPrevious = TransactionScan.previous(dialect, files.get(newest));
        if (newestPrevious == null && newest > 0) {
            // Made by a rotation that the server did not survive; nothing can stand in it.
            note = files.get(newest).getFileName() + " was just begun and is empty";
            newest--;
            newestPrevious = TransactionScan.previous(dialect, files.get(newest));
        }
        if (newestPrevious == null) {
            throw new UnreadableBinlog(files.get(newest).getFileName() + " breaks off at its very beginning");
        }
        int oldest = oldestNeeded(files, newest, newestPrevious, after);
        Wanted wanted = new Wanted(engine, dialect, after);
        TransactionSet finalSet = engine.transactions(newestPrevious);
        for (int i = oldest; i <= newest; i++) {
            RunningSet inFile = dialect.running();
            long torn = TransactionScan.scan(dialect, files.get(i), transaction -> {
                inFile.add(transaction.id());
                wanted.add(transaction);
            });
            if (torn >= 0 && i < newest) {
                throw new UnreadableBinlog(
                        files.get(i).getFileName() + " breaks off at " + torn + ", and there are newer files");
            }
            if (i == newest) {
                finalSet = finalSet.union(engine.transactions(inFile.text()));
                note = torn < 0
                        ? note
                        : "a torn transaction at the end is left out: "
                                + files.get(i).getFileName() + ":" + torn;
            }
        }
        return new Tail(wanted.found(), finalSet.text(), note);
    }

    /** As if all that lies before the newest file were known elsewhere. */
    Tail readNewest(BinlogFolder folder) throws IOException, UnreadableBinlog {
        List<Path> files = folder.files();
        String previous = TransactionScan.previous(dialect, files.get(files.size() - 1));
        return read(folder, engine.transactions(previous == null ? "" : previous));
    }

    private int oldestNeeded(List<Path> files, int newest, String newestPrevious, TransactionSet after)
            throws IOException, UnreadableBinlog {
        String previous = newestPrevious;
        for (int i = newest; ; i--) {
            if (after.containsAll(engine.transactions(previous))) {
                return i;
            }
            if (i == 0) {
                throw new UnreadableBinlog("what lies before the oldest binlog file, "
                        + files.get(0).getFileName() + ", is not all known elsewhere: "
                        + engine.transactions(previous).minus(after).text());
            }
            String before = TransactionScan.previous(dialect, files.get(i - 1));
            if (before == null) {
                throw new UnreadableBinlog(files.get(i - 1).getFileName() + " breaks off at its very beginning");
            }
            previous = before;
        }
    }

    /**
     * Picks out what is wanted. A log can hold millions of transactions of which a handful are wanted, so they are compared
     * by the block first.
     */
    private static final class Wanted {

        private static final int BLOCK = 4_096;

        private final Engine engine;
        private final Dialect dialect;
        private final TransactionSet after;
        private final List<LoggedTransaction> found = new ArrayList<>();
        private final List<LoggedTransaction> block = new ArrayList<>();
        private RunningSet blockSet;

        Wanted(Engine engine, Dialect dialect, TransactionSet after) {
            this.engine = engine;
            this.dialect = dialect;
            this.after = after;
            this.blockSet = dialect.running();
        }

        void add(LoggedTransaction transaction) {
            block.add(transaction);
            blockSet.add(transaction.id());
            if (block.size() == BLOCK) {
                sift();
            }
        }

        private void sift() {
            if (!after.containsAll(engine.transactions(blockSet.text()))) {
                block.stream()
                        .filter(transaction -> !after.contains(transaction.gtid()))
                        .forEach(found::add);
            }
            block.clear();
            blockSet = dialect.running();
        }

        List<LoggedTransaction> found() throws UnreadableBinlog {
            sift();
            for (LoggedTransaction transaction : found) {
                if (!transaction.obstacle().isEmpty()) {
                    throw new UnreadableBinlog(
                            "the transaction " + transaction.gtid() + " cannot be shipped: " + transaction.obstacle());
                }
            }
            return found;
        }
    }
}
