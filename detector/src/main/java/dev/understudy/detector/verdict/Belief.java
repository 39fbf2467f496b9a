package dev.understudy.detector.verdict;

import dev.understudy.events.Fault.Phase;
import java.util.Optional;

/**
 * What is believed of one node in one concern. The transitions are the diagram in this package's description; each says
 * aloud what it changes, and nothing is said while nothing changes.
 */
public sealed interface Belief {

    Belief HEALTHY = new Healthy();

    /** No time: the node is not well, or it is not known since when. */
    long UNWELL = Long.MIN_VALUE;

    /** The open fault, where there is one. */
    Optional<Incident> incident();

    /** The belief that follows from a case. */
    Belief next(Case of);

    /** The same, after a time in which the detector did not look. */
    Belief interrupted();

    /** For a person. */
    String toText();

    record Healthy() implements Belief {

        @Override
        public Optional<Incident> incident() {
            return Optional.empty();
        }

        @Override
        public Belief next(Case of) {
            return of.best().map(found -> suspect(found, of)).orElse(this);
        }

        @Override
        public Belief interrupted() {
            return this;
        }

        @Override
        public String toText() {
            return "healthy";
        }

        private static Belief suspect(Found found, Case of) {
            Incident incident = of.incident(found);
            of.say(Phase.SUSPECTED, incident, found.finding());
            Suspected suspected = new Suspected(incident, UNWELL);
            return found.finding().confirms() ? suspected.confirm(found, of) : suspected;
        }
    }

    /**
     * @param wellSince since when the node has been well without a break; {@link #UNWELL} while it is not
     */
    record Suspected(Incident open, long wellSince) implements Belief {

        @Override
        public Optional<Incident> incident() {
            return Optional.of(open);
        }

        @Override
        public Belief next(Case of) {
            Optional<String> superseded = of.supersededSuspicion(open);
            if (superseded.isPresent()) {
                of.clear(open, superseded.get());
                return HEALTHY.next(of);
            }
            Optional<Found> best = of.best();
            if (best.isPresent()) {
                Found found = best.get();
                if (found.kind() == open.kind()) {
                    return found.finding().confirms() ? confirm(found, of) : new Suspected(open, UNWELL);
                }
                if (found.finding().confirms() || of.outranks(found, open)) {
                    // The new one is raised before the old one is cleared, so that nobody lets go in between.
                    Belief instead = Healthy.suspect(found, of);
                    of.clear(open, "it is " + Reasons.words(found.kind()) + " instead");
                    return instead;
                }
            }
            if (of.exhausted()) {
                of.clear(open, "nobody has renewed the suspicion, and nobody has seen the node well");
                return HEALTHY;
            }
            long since = of.wellSince(open, wellSince);
            if (since != UNWELL && of.now() - since >= of.withdraw().toMillis()) {
                of.clear(open, "it has been well for " + (of.now() - since) + " ms");
                return HEALTHY;
            }
            return new Suspected(open, since);
        }

        @Override
        public Belief interrupted() {
            return new Suspected(open, UNWELL);
        }

        @Override
        public String toText() {
            return "suspected " + Reasons.words(open.kind());
        }

        Confirmed confirm(Found found, Case of) {
            of.say(Phase.CONFIRMED, open, found.finding());
            return new Confirmed(open, UNWELL, of.now());
        }
    }

    /**
     * @param wellSince since when the node has been well without a break; {@link #UNWELL} while it is not
     * @param saidAt when it was last published
     */
    record Confirmed(Incident open, long wellSince, long saidAt) implements Belief {

        @Override
        public Optional<Incident> incident() {
            return Optional.of(open);
        }

        @Override
        public Belief next(Case of) {
            Optional<String> superseded = of.superseded(open);
            if (superseded.isPresent()) {
                of.clear(open, superseded.get());
                return HEALTHY.next(of);
            }
            long since = of.wellSince(open, wellSince);
            if (since != UNWELL && of.now() - since >= of.clear().toMillis()) {
                of.clear(open, "it has been well for " + (of.now() - since) + " ms");
                return HEALTHY;
            }
            boolean renew = of.renewalDue(saidAt) && of.renew(open);
            return new Confirmed(open, since, renew ? of.now() : saidAt);
        }

        @Override
        public Belief interrupted() {
            return new Confirmed(open, UNWELL, saidAt);
        }

        @Override
        public String toText() {
            return "confirmed " + Reasons.words(open.kind());
        }
    }
}
