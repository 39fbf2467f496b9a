package dev.understudy.recovery.plan;

import dev.understudy.events.Epoch;

/**
 * An epoch as the audit trail has it.
 *
 * @param epoch its number
 * @param writer its writer
 * @param bootId the start of the server that was opened for writes; another one is a restart
 * @param markerOffset where the changelog's marker of this epoch stands
 * @param cut every whole transaction before the marker, the engine's notation
 * @param handedOver whether its first change is in the changelog
 */
public record Reign(Epoch epoch, String writer, String bootId, long markerOffset, String cut, boolean handedOver) {}
