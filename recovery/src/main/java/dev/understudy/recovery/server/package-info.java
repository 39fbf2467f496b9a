/** The database servers, as their one owner reaches them. */
@NullMarked
package dev.understudy.recovery.server;

import org.jspecify.annotations.NullMarked;
