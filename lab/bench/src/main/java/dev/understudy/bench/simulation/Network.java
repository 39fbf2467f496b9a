package dev.understudy.bench.simulation;

/** Who reaches whom, and how late. TCP needs both directions: a cut in one of them is as good as a cut in both. */
final class Network {

    private final Dice dice;
    private final boolean oneHost;
    private final int[][] cuts = new int[Cluster.HOSTS][Cluster.HOSTS];
    private final double jitter;
    private double congestion = 1;

    /**
     * @param jitter the 99th percentile of what each record and each answer is late, ms
     */
    Network(Dice dice, boolean oneHost, double jitter) {
        this.dice = dice;
        this.oneHost = oneHost;
        this.jitter = jitter;
    }

    boolean connected(int one, int other) {
        return cuts[one][other] == 0 && cuts[other][one] == 0;
    }

    void cut(int from, int to, int by) {
        if (!oneHost && from != to) {
            cuts[from][to] += by;
        }
    }

    /** From now on everything is late by so many times the usual. */
    void congested(double times) {
        congestion = times;
    }

    /** What one record, or one answer, is late. */
    long delay() {
        return 1 + dice.tail(jitter * congestion);
    }
}
