package dev.understudy.router.routing;

import java.util.List;
import java.util.Optional;

/** What is to be done with a new connection. */
public sealed interface Decision {

    /**
     * Connect it to one of these.
     *
     * @param preferred any of them, the least loaded first
     * @param fallback where none of the preferred takes it
     */
    record Connect(List<Member> preferred, Optional<Member> fallback) implements Decision {
        public Connect {
            preferred = List.copyOf(preferred);
        }
    }

    /**
     * Keep it waiting.
     *
     * @param reason for a person
     * @param doubted the node whose state is in doubt: whether it answers is worth knowing
     */
    record Hold(String reason, Optional<Member> doubted) implements Decision {}

    /**
     * Tell it at once that there is no service.
     *
     * @param reason for a person
     */
    record Refuse(String reason) implements Decision {}
}
