package dev.understudy.router.haproxy.plan;

import java.util.List;

/** Where a host is: HAProxy's runtime API takes no names. May take as long as a name service takes. */
@FunctionalInterface
public interface Lookup {

    /**
     * @param host a name or a numeric address
     * @return numeric, each always written in the same way; a numeric address is its own; empty where nobody knows it
     */
    List<String> addresses(String host);
}
