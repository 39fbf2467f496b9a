package dev.understudy.detector.watch;

import dev.understudy.detector.verdict.Beliefs;
import java.util.function.BiConsumer;

/** Keeps the open faults over a restart, so that what was raised is also cleared. */
public interface BeliefStore {

    void forEach(BiConsumer<NodeKey, Beliefs> open);

    /** Keeps what is believed of a node; {@link Beliefs#HEALTHY} is forgotten. */
    void keep(NodeKey node, Beliefs beliefs);
}
