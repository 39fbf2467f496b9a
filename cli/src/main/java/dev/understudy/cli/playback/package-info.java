/** Reads what came through the topics a second time. */
@NullMarked
package dev.understudy.cli.playback;

import org.jspecify.annotations.NullMarked;
