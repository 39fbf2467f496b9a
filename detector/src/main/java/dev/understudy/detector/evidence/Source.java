package dev.understudy.detector.evidence;

/**
 * Where a word comes from.
 *
 * @param path {@link #SELF_REPORT}, {@link #AGENT_PROBE}, {@link #ROUTER_TRAFFIC}, {@link #REPLAY} or {@link #SURVEY}
 * @param observer the observing process, without its start: a restarted observer is the same one
 * @param host its machine
 */
public record Source(String path, String observer, String host) {

    public static final String SELF_REPORT = "self-report";
    public static final String AGENT_PROBE = "agent-probe";
    public static final String ROUTER_TRAFFIC = "router-traffic";

    /** By the one who follows the changelog into a standby. */
    public static final String REPLAY = "replay";

    /** By the detector itself, which sees all members of a cluster or service. */
    public static final String SURVEY = "survey";

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

    /** The name of a process without its start: {@code agent-orders-a@1700000000000} is {@code agent-orders-a}. */
    static String process(String writer) {
        int start = writer.indexOf('@');
        return start < 0 ? writer : writer.substring(0, start);
    }
}
