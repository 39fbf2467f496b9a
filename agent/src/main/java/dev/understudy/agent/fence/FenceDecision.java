package dev.understudy.agent.fence;

/** What is to be done about a fencing command. */
sealed interface FenceDecision {

    /** The server named has ended already: say so. */
    record Proven(String detail) implements FenceDecision {}

    /** End the process. */
    record Kill(long pid) implements FenceDecision {}

    /** Make the server read-only, or end the process where that takes too long. */
    record MakeReadOnly(long pid) implements FenceDecision {}

    /** Do nothing, and say why. */
    record Refuse(String reason) implements FenceDecision {}
}
