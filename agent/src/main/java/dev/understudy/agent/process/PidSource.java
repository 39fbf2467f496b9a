package dev.understudy.agent.process;

import java.util.OptionalLong;

/** Where the server's process id is learnt. */
public interface PidSource {

    /** The id that is written there now; it may be stale, and belong to nobody or to another process. */
    OptionalLong find(ProcessTable processes);

    /** The first source that finds one. */
    static PidSource firstOf(PidSource first, PidSource second) {
        return processes -> {
            OptionalLong found = first.find(processes);
            return found.isPresent() ? found : second.find(processes);
        };
    }
}
