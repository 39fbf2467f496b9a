@NullMarked
package dev.understudy.scenarios.suites.script;

import org.jspecify.annotations.NullMarked;
