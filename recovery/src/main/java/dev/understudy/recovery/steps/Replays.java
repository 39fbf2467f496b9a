package dev.understudy.recovery.steps;

import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import java.util.Optional;

/** The standbys that the changelog is followed into. */
public interface Replays {

    /** Begins to follow the changelog into a server that has a position; nothing where it is followed already. */
    void follow(Server server);

    Optional<Replay> of(String node);

    /** Stops following; after the return nothing more is written to the node. */
    void stop(String node);
}
