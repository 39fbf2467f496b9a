package dev.understudy.recovery.log;

import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks for the binlog's tail of a server that has ended. */
public interface TailSource {

    /**
     * What came.
     *
     * @param from where in the journal it begins, so that a successor finds it again
     * @param parts the transactions, part by part, in order
     * @param end the agent's last word; empty where it did not come in time
     */
    record Answer(long from, List<TailTransaction> parts, Optional<TailEnd> end) {
        public Answer {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Sends the command and waits for its answer.
     *
     * @param send sends the command
     */
    Answer ask(String commandId, Runnable send, Duration patience);

    /** Reads once more what was answered to a command. */
    Answer again(String commandId, long from, Duration patience);
}
