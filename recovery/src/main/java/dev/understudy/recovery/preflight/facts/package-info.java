/** What a pre-flight knows of servers, log and connector at a moment: values, read elsewhere. */
@NullMarked
package dev.understudy.recovery.preflight.facts;

import org.jspecify.annotations.NullMarked;
