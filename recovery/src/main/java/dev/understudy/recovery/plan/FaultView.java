package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;

/**
 * The newest verdict of an incident.
 *
 * @param fault the verdict
 * @param ageMillis how long ago it arrived here
 */
public record FaultView(Fault fault, long ageMillis) {}
