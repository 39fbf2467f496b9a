/**
 * The one seam for what differs between MySQL and MariaDB: positions, read-only, durability, grants, SQL, server options.
 * Nothing outside this module asks which engine it is.
 */
@NullMarked
package dev.understudy.engine;

import org.jspecify.annotations.NullMarked;
