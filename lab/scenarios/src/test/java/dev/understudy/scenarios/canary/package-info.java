/** What real servers say of a canary that waits. */
@NullMarked
package dev.understudy.scenarios.canary;

import org.jspecify.annotations.NullMarked;
