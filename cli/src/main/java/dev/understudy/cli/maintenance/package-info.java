/** A person's word that a node is being worked on: given, taken back, listed. */
@NullMarked
package dev.understudy.cli.maintenance;

import org.jspecify.annotations.NullMarked;
