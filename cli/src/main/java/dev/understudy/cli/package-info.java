/**
 * The command {@code understudy}: picocli commands, each thin, that wire the services and the lab.
 *
 * <p>Exit statuses, the same for every command: see {@link ExitStatus}.
 */
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
