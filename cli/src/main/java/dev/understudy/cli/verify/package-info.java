/** What the command {@code verify} decides and shows. */
@NullMarked
package dev.understudy.cli.verify;

import org.jspecify.annotations.NullMarked;
