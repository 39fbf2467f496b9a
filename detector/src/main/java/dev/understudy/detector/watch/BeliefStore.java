package dev.understudy.detector.watch;

import dev.understudy.detector.verdict.Beliefs;
import java.util.function.BiConsumer;

/** Keeps the open faults over a restart, so that what was raised is also cleared. */
public interface BeliefStore {

    void forEach(BiConsumer<NodeKey, Beliefs> open);

    /** Keeps what is believed of a node; {@link Beliefs#HEALTHY} is forgotten. */
    void keep(NodeKey node, Beliefs beliefs);

    /** One that holds nothing: for a watch that is not started again. */
    static BeliefStore forgetful() {
        return new BeliefStore() {
            @Override
            public void forEach(BiConsumer<NodeKey, Beliefs> open) {
                // Nothing was kept.
            }

            @Override
            public void keep(NodeKey node, Beliefs beliefs) {
                // Nobody will ask.
            }
        };
    }
}
