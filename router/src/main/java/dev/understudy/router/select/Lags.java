package dev.understudy.router.select;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.StandbyReport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How old the data of each standby may be at most, by the reports of who follows the changelog into it. Between two reports,
 * and where none comes, it ages with the clock. Thread-safe.
 */
public final class Lags {

    /** Of a standby that nobody has reported of, or that is not followed into. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private record Key(String scope, String node) {}

    private record Heard(long lagMillis, long at) {}

    private final Map<Key, Heard> heard = new ConcurrentHashMap<>();

    /**
     * Takes a report in; what is none is passed over.
     *
     * @param at when it was written, by this router's clock, ms
     */
    public void take(HeartbeatRecord heartbeat, long at) {
        if (heartbeat instanceof StandbyReport report) {
            boolean follows = report.state() == StandbyReport.State.FOLLOWING;
            heard.put(new Key(report.scope(), report.node()), new Heard(follows ? report.lagMillis() : UNKNOWN, at));
        }
    }

    /**
     * @param now this router's clock, ms
     * @return ms; {@link #UNKNOWN}
     */
    public long millis(String scope, String node, long now) {
        Heard last = heard.get(new Key(scope, node));
        return last == null || last.lagMillis() == UNKNOWN
                ? UNKNOWN
                : Math.max(0, last.lagMillis()) + Math.max(0, now - last.at());
    }
}
