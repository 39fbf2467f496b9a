/** The little that the router knows of the MySQL protocol: how to end a client with an error, and who said goodbye. */
@NullMarked
package dev.understudy.router.mysql;

import org.jspecify.annotations.NullMarked;
