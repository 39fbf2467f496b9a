package dev.understudy.bench.commit;

import dev.understudy.bench.ProcessTime;
import dev.understudy.stage.StagedServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One answer to what a commit waits for, with all that takes part in it. Immutable.
 *
 * @param kind which one
 * @param primary whose commits are measured
 * @param acknowledger the account that it waits for; empty for nobody
 * @param others every process beside the primary that works for it
 */
record Way(Kind kind, Primary primary, Optional<String> acknowledger, List<StagedServer> others) {

    /** By the name in figures and on the command line. */
    enum Kind {
        ASYNC("async"),
        NATIVE("native"),
        OURS_1("ours-1"),
        OURS_3("ours-3");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Way {
        others = List.copyOf(others);
    }

    /** CPU time of the primary so far, s. */
    double cpuOfPrimary() throws IOException {
        return ProcessTime.of(primary.server().pid());
    }

    /** CPU time of everything else that works for it, s. */
    double cpuOfOthers() throws IOException {
        double all = 0;
        for (StagedServer other : others) {
            all += ProcessTime.of(other.pid());
        }
        return all;
    }
}
