/** One class that stands in the place of the binlog reader's own, and why: see there. */
@NullMarked
package com.github.shyiko.mysql.binlog.event.deserialization;

import org.jspecify.annotations.NullMarked;
