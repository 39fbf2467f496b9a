/** What was carried, one line of JSON for each connection and each request, where the operator wants that. */
@NullMarked
package dev.understudy.router.access;

import org.jspecify.annotations.NullMarked;
