package dev.understudy.detector.playback;

import dev.understudy.events.UnderstudyRecord;

/**
 * A record that came through a topic.
 *
 * @param at when it is taken to have arrived, ms since 1970
 * @param record a heartbeat, a route, a recovery step or a maintenance
 */
public record Recorded(long at, UnderstudyRecord record) {}
