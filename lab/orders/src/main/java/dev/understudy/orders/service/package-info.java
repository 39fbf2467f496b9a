/** One instance of the order service. */
@NullMarked
package dev.understudy.orders.service;

import org.jspecify.annotations.NullMarked;
