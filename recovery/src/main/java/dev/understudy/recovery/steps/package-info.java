/** What plans are made of: each step as something that may be done again. Nothing here decides what is to be done. */
@NullMarked
package dev.understudy.recovery.steps;

import org.jspecify.annotations.NullMarked;
