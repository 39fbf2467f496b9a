package dev.understudy.detector.doubt;

/**
 * Whether the detector judges.
 *
 * <pre>
 *             caught up, and grace over
 *   Starting ───────────────────────────▶ Sure ◀──────────── Doubting
 *       ▲                                  │    settled          ▲
 *       └── own clock went back ───────────┴── pause, silence ───┘
 * </pre>
 */
public sealed interface Confidence {

    /** Whether verdicts may be given. */
    boolean judges();

    /** In words, for a person. */
    String reason();

    /**
     * @param quietSince when the detector started, or when a record last showed that it is still catching up
     */
    record Starting(long quietSince) implements Confidence {
        @Override
        public boolean judges() {
            return false;
        }

        @Override
        public String reason() {
            return "just started: its input is not known well enough yet";
        }
    }

    record Sure() implements Confidence {
        @Override
        public boolean judges() {
            return true;
        }

        @Override
        public String reason() {
            return "sure";
        }
    }

    /**
     * @param rest for how long after the last ground for it, ms
     * @param until when it ends, unless something prolongs it
     */
    record Doubting(String reason, long rest, long until) implements Confidence {
        @Override
        public boolean judges() {
            return false;
        }
    }
}
