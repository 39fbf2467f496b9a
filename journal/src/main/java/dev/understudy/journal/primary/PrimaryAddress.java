package dev.understudy.journal.primary;

import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import java.time.Duration;

/**
 * How a primary is reached.
 *
 * @param address where it listens
 * @param account one with the right to replicate
 * @param timeout how long connecting may take
 * @param heartbeat how often an idle primary is to say that it is there; after five that did not come it counts as gone
 */
public record PrimaryAddress(Address address, Account account, Duration timeout, Duration heartbeat) {}
