/** Looking into the logs without applying them: the changelog's new records, the journal's rescued tail. */
@NullMarked
package dev.understudy.recovery.log;

import org.jspecify.annotations.NullMarked;
