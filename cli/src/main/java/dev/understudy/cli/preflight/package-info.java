/** What the command {@code preflight} shows. */
@NullMarked
package dev.understudy.cli.preflight;

import org.jspecify.annotations.NullMarked;
