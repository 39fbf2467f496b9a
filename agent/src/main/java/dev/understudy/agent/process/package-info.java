/**
 * The server's process as the operating system shows it: running, stopped or ended, and which start of it that is.
 */
@NullMarked
package dev.understudy.agent.process;

import org.jspecify.annotations.NullMarked;
