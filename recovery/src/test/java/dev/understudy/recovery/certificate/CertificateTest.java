package dev.understudy.recovery.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateTest {

    private static final String U = "aaaaaaaa-0000-0000-0000-000000000001:";
    private final Map<Step, Map<String, Object>> done = new HashMap<>();

    @Test
    void a_disk_that_was_read_to_its_end_closes_what_was_lost() {
        fence("process-ended");
        done.put(Step.RESCUE_TAIL, Map.of("command", "c", "finalSet", U + "1-10"));
        promoted(U + "1-10");
        assertThat(certificate())
                .containsEntry("kept", U + "1-10")
                .containsEntry("oldFinalSet", U + "1-10")
                .containsEntry("lost", "")
                .containsEntry("unknown", "")
                .doesNotContainKeys("neverAcknowledged", "journalEnd");
    }

    @Test
    void what_an_old_primary_executed_and_nobody_has_is_lost() {
        fence("read-only");
        done.put(Step.FENCE, Map.of("proof", "read-only", "finalSet", U + "1-10"));
        done.put(Step.RESCUE_TAIL, Map.of("finalSet", U + "1-10"));
        promoted(U + "1-8");
        assertThat(certificate()).containsEntry("lost", U + "9-10").containsEntry("unknown", "");
    }

    @Test
    void without_a_disk_and_a_journal_it_says_unknown_and_does_not_say_lost() {
        fence("restarted");
        done.put(Step.RESCUE_TAIL, Map.of("complete", false, "why", "nobody can read it"));
        promoted(U + "1-8");
        assertThat(certificate())
                .containsEntry("unknown", "everything after " + U + "1-8: nobody can read it")
                .containsEntry("oldLastKnown", U + "1-9")
                .doesNotContainKeys("lost", "neverAcknowledged");
    }

    @Test
    void a_journal_that_every_commit_waited_for_closes_it_and_what_lies_beyond_was_acknowledged_to_nobody() {
        fence("journal-sealed");
        done.put(Step.RESCUE_TAIL, Map.of("journalEnd", U + "1-8", "commitsWaited", true, "finalSet", U + "1-8"));
        promoted(U + "1-8");
        assertThat(certificate())
                .containsEntry("journalEnd", U + "1-8")
                .containsEntry("lost", "")
                .containsEntry("unknown", "")
                .containsEntry("neverAcknowledged", U + "9");
    }

    @Test
    void a_journal_that_commits_may_not_have_waited_for_closes_nothing() {
        fence("restarted");
        done.put(
                Step.RESCUE_TAIL,
                Map.of("journalEnd", U + "1-8", "commitsWaited", false, "finalSet", U + "1-8", "why", "no disk"));
        promoted(U + "1-8");
        assertThat(certificate())
                .containsEntry("unknown", "everything after " + U + "1-8: no disk")
                .doesNotContainKeys("lost", "neverAcknowledged");
    }

    @Test
    void with_a_disk_too_what_was_kept_may_be_more_than_was_acknowledged() {
        fence("process-ended");
        done.put(
                Step.RESCUE_TAIL,
                Map.of("command", "c", "finalSet", U + "1-10", "journalEnd", U + "1-8", "commitsWaited", true));
        promoted(U + "1-10");
        assertThat(certificate())
                .containsEntry("lost", "")
                .containsEntry("neverAcknowledged", U + "9-10")
                .containsEntry("kept", U + "1-10");
    }

    @Test
    void a_journal_that_could_not_be_read_is_told_where_its_end_would_stand() {
        fence("process-ended");
        done.put(Step.RESCUE_TAIL, Map.of("command", "c", "finalSet", U + "1-10", "journalTrouble", "damaged"));
        promoted(U + "1-10");
        assertThat(certificate()).containsEntry("journalTrouble", "damaged").doesNotContainKey("journalEnd");
    }

    @Test
    void each_set_has_its_evidence() {
        fence("journal-sealed");
        done.put(Step.RESCUE_TAIL, Map.of("journalEnd", U + "1-8", "commitsWaited", true, "finalSet", U + "1-8"));
        promoted(U + "1-8");
        Map<String, Object> certificate = certificate();
        assertThat(certificate.get("evidence"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys(
                        "promoted", "kept", "lost", "journalEnd", "changelogEnd", "oldLastKnown", "neverAcknowledged");
    }

    private void fence(String proof) {
        done.put(Step.BURN_EPOCH, Map.of("from", "a", "candidate", "b", "lastKnown", U + "1-9"));
        done.put(Step.FENCE, Map.of("proof", proof));
        done.put(Step.SEAL, Map.of("changelogEnd", U + "1-7"));
    }

    private void promoted(String set) {
        done.put(Step.DRAIN, Map.of("applied", set));
    }

    private Map<String, Object> certificate() {
        OpenPlan plan = new OpenPlan(RecoveryStep.Plan.FAIL_OVER, "i", Epoch.of(2), done, true, "", false, "");
        return Certificate.of(plan, Engine.named("mysql"), 1);
    }
}
