/**
 * From evidence to verdicts, purely: {@link dev.understudy.detector.verdict.Judge#decide} takes what is known of a node,
 * what is believed of it, and the time, and returns what is believed now and what is to be said aloud.
 *
 * <pre>
 *                    first sign                 two independent paths agree
 *   Healthy ─────────────────────▶ Suspected ────────────────────────────────▶ Confirmed
 *      ▲                              │  │ ▲                                       │
 *      │       well for a while,      │  └─┘ a kind that outranks it               │
 *      │       or evidence ran out    │                                            │
 *      ├──────────────────────────────┘        well for longer, or a new epoch     │
 *      └───────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * {@link dev.understudy.detector.verdict.RuleTable} is the table of rules: one row for each way to a kind of fault.
 */
@NullMarked
package dev.understudy.detector.verdict;

import org.jspecify.annotations.NullMarked;
