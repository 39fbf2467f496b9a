package dev.understudy.detector.evidence;

/**
 * Where a word comes from.
 *
 * @param path {@link #SELF_REPORT}, {@link #AGENT_PROBE} or {@link #ROUTER_TRAFFIC}
 * @param observer the observing process, without its start: a restarted observer is the same one
 * @param host its machine
 */
public record Source(String path, String observer, String host) {

    public static final String SELF_REPORT = "self-report";
    public static final String AGENT_PROBE = "agent-probe";
    public static final String ROUTER_TRAFFIC = "router-traffic";

    boolean isSelf() {
        return path.equals(SELF_REPORT);
    }

    /** Two looks of one process are one path, whatever they looked with. */
    public boolean sameProcess(Source other) {
        return observer.equals(other.observer);
    }

    public boolean sameHost(Source other) {
        return host.equals(other.host);
    }
}
