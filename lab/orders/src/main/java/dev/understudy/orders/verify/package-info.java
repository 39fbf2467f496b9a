/** What the databases hold, against what the clients were told. */
@NullMarked
package dev.understudy.orders.verify;

import org.jspecify.annotations.NullMarked;
