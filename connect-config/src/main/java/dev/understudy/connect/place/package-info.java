/** Where in its transaction a row stands, so that a reader knows one that comes again. */
@NullMarked
package dev.understudy.connect.place;

import org.jspecify.annotations.NullMarked;
