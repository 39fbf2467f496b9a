/** How the command line speaks to running services over HTTP. */
@NullMarked
package dev.understudy.cli.control;

import org.jspecify.annotations.NullMarked;
