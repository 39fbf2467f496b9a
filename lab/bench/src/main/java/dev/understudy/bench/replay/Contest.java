package dev.understudy.bench.replay;

import dev.understudy.bench.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One backlog after the other, applied by each subject alone, in turns. One thread. */
final class Contest {

    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Samples samples;

    Contest(Samples samples) {
        this.samples = samples;
    }

    /**
     * What a backlog is made of.
     *
     * @param prefix of its figures' names
     * @param transactions how many; 0 where it is not measured
     * @param rowsEach how many rows each of them has
     */
    record Load(String prefix, int transactions, int rowsEach) {

        static final Load WARM_UP = new Load("", 0, 0);
    }

    /** Has every subject apply the backlog, one at a time, when all have received it. */
    void apply(List<Subject> subjects, Backlog backlog, Load load, String what) throws Exception {
        for (Subject subject : subjects) {
            subject.receive(backlog);
        }
        for (Subject subject : subjects) {
            Cpu before = subject.cpu();
            long start = System.nanoTime();
            subject.begin();
            subject.finish(backlog, PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            Cpu used = subject.cpu().since(before);
            subject.end();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: %.2f s, %.2f s of the server's CPU, %.2f s of the applier's%n",
                    what,
                    subject.name(),
                    seconds,
                    used.server(),
                    used.applier());
            if (load.transactions() > 0) {
                add(load, subject.name(), seconds, used);
            }
        }
    }

    private void add(Load load, String subject, double seconds, Cpu used) {
        String name = load.prefix() + subject;
        samples.add(name + ".tps", "1/s", load.transactions() / seconds);
        samples.add(name + ".rows", "1/s", (double) load.transactions() * load.rowsEach() / seconds);
        samples.add(name + ".cpu", "s", used.total());
        samples.add(name + ".cpu.applier", "s", used.applier());
    }

    /**
     * How much quicker than the best of these it was in this round.
     *
     * @param name of the figure
     */
    void ratio(Load load, String name, List<Subject> peers) {
        double best = peers.stream()
                .mapToDouble(peer -> samples.last(load.prefix() + peer.name() + ".tps"))
                .max()
                .orElseThrow();
        samples.add(load.prefix() + name, "ratio", samples.last(load.prefix() + "ours.tps") / best);
    }
}
