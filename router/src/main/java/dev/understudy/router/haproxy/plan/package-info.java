/**
 * What an HAProxy's backend is to be told: pure decisions over the table and what the backend shows. No sockets, no clock.
 *
 * <pre>
 *  RouteTable ─▶ Backend ─▶ Wanted ─┐
 *                                   ├─▶ Planner ─▶ Plan: the next commands, until there is none
 *  HAProxy's answers ─▶ Shown ──────┘
 * </pre>
 *
 * <p>A plan is one round of commands. What depends on their success is planned from what HAProxy shows afterwards, so that a
 * plan that was broken off anywhere is simply planned again.
 */
@NullMarked
package dev.understudy.router.haproxy.plan;

import org.jspecify.annotations.NullMarked;
