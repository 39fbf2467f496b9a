package dev.understudy.router.haproxy.plan;

import dev.understudy.events.Address;

/** What one server is to do. */
public sealed interface Place {

    /** Takes connections, at this address. */
    record Serves(Address address) implements Place {}

    /** Takes none; what is established stays. */
    record Rests() implements Place {}

    /** Takes none because a person wants it so; what is established stays. */
    record Drains() implements Place {}

    /** Takes none, and what is established ends. */
    record Ends() implements Place {}
}
