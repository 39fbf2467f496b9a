/**
 * Carries TCP connections to the members of a service, whatever is spoken on them: also TLS that passes through, of which only
 * the server's name in the client's first words is read.
 *
 * <pre>
 *  client ─▶ Hello ── name ──▶ Approach ── connected ──▶ Joined
 *              │ no such name     │  ▲ failed
 *              ▼                  ▼  └─ the next member
 *            alert              closed
 * </pre>
 *
 * <p>Nothing of the client's is sent before a member is connected, so that trying the next one costs nothing.
 */
@NullMarked
package dev.understudy.router.plain;

import org.jspecify.annotations.NullMarked;
