package dev.understudy.detector.verdict;

import java.util.List;

/**
 * @param beliefs what is believed of the node now
 * @param verdicts what is to be said aloud, in this order
 */
public record Decision(Beliefs beliefs, List<Verdict> verdicts) {

    public Decision {
        verdicts = List.copyOf(verdicts);
    }
}
