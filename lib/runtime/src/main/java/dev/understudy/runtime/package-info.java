/** What every service process has: health and metrics over HTTP, logging, orderly stop. Configuration is in {@code config}. */
@NullMarked
package dev.understudy.runtime;

import org.jspecify.annotations.NullMarked;
