package dev.understudy.journal.primary;

import dev.understudy.engine.Acknowledgers;
import dev.understudy.engine.Engine;
import dev.understudy.engine.SemiSync;
import dev.understudy.events.Address;
import dev.understudy.runtime.OnChange;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a primary whether its commits do wait: a time-out that ran out, or a hand that switched it off, lets them return without a word.
 * {@link #look} by one thread, {@link #found} by any.
 */
public final class SemiSyncWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SemiSyncWatch.class);

    /** So often in a row, a second apart. */
    private static final int LOOKS = 4;

    private final Engine engine;
    private final Account account;
    private final OnChange log = new OnChange(LOG, "semi-synchronous replication");
    private final OnChange strangers = new OnChange(LOG, "who acknowledges");
    private int looks;
    private @Nullable Connection session;
    private @Nullable Address asked;
    private volatile @Nullable Found found;

    /**
     * What a primary said.
     *
     * @param wrong in words; empty where its commits wait, and every one has since its start
     * @param others who acknowledges beside the keepers, in words; empty for nobody
     * @param state as it said it
     */
    public record Found(String wrong, String others, SemiSync.State state) {

        /** In one line. */
        public String line() {
            return (wrong.isEmpty() ? "every commit waits" : wrong) + (others.isEmpty() ? "" : "; " + others);
        }
    }

    public SemiSyncWatch(Engine engine, Account account) {
        this.engine = engine;
        this.account = account;
    }

    /**
     * Asks the server at this address; what goes wrong with that is for others to notice.
     *
     * @param keepers the connections of all keepers
     */
    public void look(Address address, Set<Long> keepers) {
        try {
            if (!address.equals(asked)) {
                close();
            }
            Connection open = session;
            if (open == null) {
                open = PrimarySession.open(engine, address, account);
                session = open;
                asked = address;
            }
            SemiSync.State state = engine.semiSync().state(open);
            String others = confirmed(
                    new Acknowledgers(state.clients(), engine.semiSync().readers(open), keepers).others());
            Found now = new Found(wrong(state), others, state);
            found = now;
            if (others.isEmpty()) {
                strangers.well();
            } else {
                strangers.trouble(others);
            }
            if (now.wrong().isEmpty()) {
                log.well();
            } else {
                log.trouble(now.wrong());
            }
        } catch (SQLException e) {
            LOG.debug("asking {}", address, e);
            close();
        }
    }

    /** Another keeper that has just connected says so with its next request for a lease: only who stays is a stranger. */
    private String confirmed(List<String> others) {
        looks = others.isEmpty() ? 0 : looks + 1;
        return looks < LOOKS
                ? ""
                : "acknowledges and is no keeper: " + String.join("; ", others)
                        + ". What it acknowledges Kafka may not have";
    }

    /** What was found last; null before the first answer, and where the server does not answer any more. */
    public @Nullable Found found() {
        return found;
    }

    static String wrong(SemiSync.State state) {
        if (!state.present()) {
            return "the primary does not know of it: load its plugin";
        }
        if (!state.waits()) {
            return "the primary has fallen back: its commits return without an acknowledgement";
        }
        return state.unacknowledged() == 0
                ? ""
                : state.unacknowledged()
                        + " commits have returned without an acknowledgement since the primary's start";
    }

    @Override
    public void close() {
        Connection open = session;
        session = null;
        found = null;
        looks = 0;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing a session", e);
            }
        }
    }
}
