/**
 * The recovery service of one cluster: it follows the changelog into the standbys all the time, and on a fault runs a plan.
 *
 * <pre>
 *   heartbeats, faults ─▶ {@code watch} ─▶ {@code plan} (pure: what is to be done) ─▶ {@code steps} (does it)
 *                                                                                       │
 *   recoveries, routes, commands, markers ◀─ {@code owner} (one fenced writer) ◀────────┘
 * </pre>
 */
@NullMarked
package dev.understudy.recovery;

import org.jspecify.annotations.NullMarked;
