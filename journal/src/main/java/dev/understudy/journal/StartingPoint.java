package dev.understudy.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.journal.log.Coverage;
import dev.understudy.journal.log.JournalEnd;
import dev.understudy.journal.primary.PrimarySession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** From where a keeper reads a primary. Not thread-safe. */
final class StartingPoint implements AutoCloseable {

    private final Keeper.Setting setting;
    private final JournalEnd stored;
    private Epoch begun = Epoch.NONE;

    StartingPoint(Keeper.Setting setting) {
        this.setting = setting;
        this.stored = new JournalEnd(setting.kafka(), setting.cluster());
    }

    /**
     * The set that is not wanted any more. All commits wait for whoever attaches to a successor: where this keeper saw the epoch opened, and nothing of its
     * own can be in the journal, the journal is not read for it.
     *
     * @return empty where the epoch's journal has ended
     */
    Optional<TransactionSet> in(Reign reign, Address address) throws SQLException {
        boolean first = reign.isWitnessed() && !reign.epoch().equals(begun);
        begun = reign.epoch();
        return first ? Optional.of(setting.engine().transactions(reign.start())) : asStored(reign, address);
    }

    private Optional<TransactionSet> asStored(Reign reign, Address address) throws SQLException {
        Coverage coverage = stored.read(reign.epoch(), setting.engine().transactions(""));
        if (coverage.isSealed() || coverage.newestEpoch().compareTo(reign.epoch()) > 0) {
            return Optional.empty();
        }
        Optional<TransactionSet> resume = coverage.resume();
        return resume.isPresent() ? resume : Optional.of(beginning(reign, address));
    }

    /** Where an epoch's journal begins: as its plan recorded it, otherwise as the primary says. */
    private TransactionSet beginning(Reign reign, Address address) throws SQLException {
        if (!reign.start().isEmpty()) {
            return setting.engine().transactions(reign.start());
        }
        try (Connection session = PrimarySession.open(setting.engine(), address, setting.account())) {
            return setting.engine().semiSync().start(session);
        }
    }

    @Override
    public void close() {
        stored.close();
    }
}
