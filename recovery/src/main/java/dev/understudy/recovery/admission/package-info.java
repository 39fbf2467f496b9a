/** Whether a server may become one of a cluster's. Reads, and changes nothing. */
@NullMarked
package dev.understudy.recovery.admission;

import org.jspecify.annotations.NullMarked;
