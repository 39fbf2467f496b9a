package dev.understudy.recovery.replay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.SourceTransaction;
import java.sql.SQLException;
import java.util.List;

/** What of the log is applied, and how far, to a server that does not hold everything yet. Used by the thread that reads the log. */
public interface Scope {

    /** All of it, for ever: a standby. */
    Scope ALL = new Scope() {
        @Override
        public List<Change> rows(List<Change> rows) {
            return rows;
        }

        @Override
        public void before(SourceTransaction alone) {}

        @Override
        public void after(SourceTransaction alone) {}

        @Override
        public boolean endsBefore(String gtid) {
            return false;
        }

        @Override
        public boolean isReached(TransactionSet applied) {
            return false;
        }
    };

    /** Those rows that concern what is there, in their order. */
    List<Change> rows(List<Change> rows);

    /** A statement is about to be carried out; everything before it is committed. It may have been begun before a crash. */
    void before(SourceTransaction alone) throws SQLException;

    /** The statement is carried out and recorded. */
    void after(SourceTransaction alone) throws SQLException;

    /** Whether the replay ends in front of this transaction. */
    boolean endsBefore(String gtid);

    /** Whether there is nothing left to apply. */
    boolean isReached(TransactionSet applied);
}
