/**
 * The language of the servers' test files, as far as the primary's side of one needs it. Pure, but for the port {@link
 * dev.understudy.scenarios.suites.script.Sessions}.
 *
 * <pre>
 *   text ─▶ {@link dev.understudy.scenarios.suites.script.ScriptReader} ─▶ {@link dev.understudy.scenarios.suites.script.Command}s ─▶
 *         {@link dev.understudy.scenarios.suites.script.Interpreter} ─▶ {@link dev.understudy.scenarios.suites.script.Sessions}
 * </pre>
 */
@NullMarked
package dev.understudy.scenarios.suites.script;

import org.jspecify.annotations.NullMarked;
