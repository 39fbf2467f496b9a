/** A standby that is followed into is compared with its primary, under load and after it was tampered with. */
@NullMarked
package dev.understudy.scenarios.verify;

import org.jspecify.annotations.NullMarked;
