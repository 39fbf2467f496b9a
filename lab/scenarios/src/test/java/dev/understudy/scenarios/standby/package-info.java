/** A new standby is copied under load, while whoever has a part in it dies. */
@NullMarked
package dev.understudy.scenarios.standby;

import org.jspecify.annotations.NullMarked;
