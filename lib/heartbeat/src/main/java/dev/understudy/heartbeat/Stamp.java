package dev.understudy.heartbeat;

/**
 * What the publisher gives to each heartbeat.
 *
 * @param writer name and start of the writing process, such as {@code agent-orders-a@1700000000000}
 * @param sequence counts up by one in this writer's heartbeats about one node, from 1
 * @param at writer's clock, ms
 */
public record Stamp(String writer, long sequence, long at) {}
