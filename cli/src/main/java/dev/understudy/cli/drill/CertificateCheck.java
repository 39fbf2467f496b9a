package dev.understudy.cli.drill;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.bank.BankLog;
import dev.understudy.orders.bank.BankLog.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a certificate says, against what the clients were told. Pure. */
final class CertificateCheck {

    private final Engine engine;
    private final Map<String, Object> certificate;
    private final String oldOrigin;
    private final List<String> wrong = new ArrayList<>();

    private CertificateCheck(Engine engine, Map<String, Object> certificate, String oldOrigin) {
        this.engine = engine;
        this.certificate = certificate;
        this.oldOrigin = oldOrigin;
    }

    /**
     * @param certificate the fail-over's last record
     * @param oldOrigin how the old primary is named in its transactions' ids
     * @param newPrimary all that the new primary has executed or been given, now
     * @param lost how many acknowledged transfers are missing on the new primary
     * @return what is not true, for a person
     */
    static List<String> wrong(
            Engine engine,
            Map<String, Object> certificate,
            String oldOrigin,
            TransactionSet newPrimary,
            BankLog log,
            long lost) {
        CertificateCheck check = new CertificateCheck(engine, certificate, oldOrigin);
        check.claims(log, newPrimary, lost);
        return check.wrong;
    }

    private void claims(BankLog log, TransactionSet newPrimary, long lost) {
        TransactionSet promoted = set("promoted");
        boolean claimsAll =
                text("lost").equals(Optional.of("")) && text("unknown").equals(Optional.of(""));
        if (claimsAll && lost > 0) {
            wrong.add("the certificate says that nothing is lost, and " + lost + " acknowledged transfers are");
        }
        text("journalTrouble").ifPresent(trouble -> wrong.add("the journal's end was not read: " + trouble));
        if (!newPrimary.containsAll(promoted)) {
            wrong.add("the certificate's promoted set is not on the new primary: "
                    + promoted.minus(newPrimary).text());
        }
        for (Transfer transfer : log.transfers()) {
            // Those that the new primary took come after what is certified.
            transfer.gtid()
                    .filter(gtid -> promoted.originOf(gtid).equals(oldOrigin))
                    .ifPresent(gtid -> acknowledged(transfer, gtid, promoted));
        }
    }

    private void acknowledged(Transfer transfer, String gtid, TransactionSet promoted) {
        if (text("lost").equals(Optional.of("")) && !promoted.contains(gtid)) {
            wrong.add("transfer " + transfer.id() + " (" + gtid + ") was acknowledged, and is not in the promoted set");
        }
        if (text("journalEnd").isPresent() && !set("journalEnd").contains(gtid)) {
            wrong.add(
                    "transfer " + transfer.id() + " (" + gtid + ") was acknowledged, and is beyond the journal's end");
        }
    }

    private TransactionSet set(String key) {
        return engine.transactions(text(key).orElse(""));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(certificate.get(key)).map(String::valueOf);
    }
}
