package dev.understudy.router.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a database's client that has ended, or a request that was answered: a line of the access log.
 *
 * @param at when it ended, ms since 1970
 * @param listener through which
 * @param client its address
 * @param member who served it; null where nobody did
 * @param millis for how long it stood; of a request, until its answer was out
 * @param received bytes of the client that were passed on; null for a request
 * @param sent bytes of the member; null for a request
 * @param broken whether the member or the router ended it, or a request came to nothing by the member
 * @param request method and target; null for a connection
 * @param status of the answer; null for a connection
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Access(
        long at,
        String listener,
        String client,
        @Nullable String member,
        long millis,
        @Nullable Long received,
        @Nullable Long sent,
        boolean broken,
        @Nullable String request,
        @Nullable Integer status) {}
