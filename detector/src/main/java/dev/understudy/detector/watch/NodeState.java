package dev.understudy.detector.watch;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Word;
import dev.understudy.detector.verdict.Belief;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Incident;
import dev.understudy.detector.verdict.Standing;
import java.util.List;
import java.util.Optional;

/**
 * A node at one moment, in parts that never change: it is taken of thousands of nodes twice a second, and put into words for the few that are
 * asked for. Immutable.
 *
 * @param heardAt when its own report last came; {@link NodeEvidence#NEVER} if none did
 * @param phi how surprising its silence is
 * @param words the newest of each path
 */
public record NodeState(NodeKey key, Standing standing, Beliefs beliefs, long heardAt, double phi, List<Word> words) {

    /** How long its own report is ago, ms; 0 if none ever came. */
    public long age(long now) {
        return heardAt == NodeEvidence.NEVER ? 0 : now - heardAt;
    }

    NodeView view(long now) {
        List<Incident> open = beliefs.byConcern().values().stream()
                .map(Belief::incident)
                .flatMap(Optional::stream)
                .toList();
        return new NodeView(
                key.scope(),
                key.node(),
                standing.role(),
                standing.epoch().number(),
                believed(),
                standing.maintenance().isEmpty() ? null : standing.maintenance(),
                open.stream().map(Incident::id).toList(),
                heardAt == NodeEvidence.NEVER ? null : Long.valueOf(now - heardAt),
                Math.round(phi * 10) / 10.0,
                words.stream().map(word -> word.text(now)).toList());
    }

    private String believed() {
        return beliefs.healthy()
                ? "healthy"
                : String.join(
                        ", ",
                        beliefs.byConcern().values().stream()
                                .map(Belief::toText)
                                .toList());
    }
}
