package dev.understudy.recovery.admission;

import dev.understudy.engine.Engine;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.NodeConfig;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All that is looked at before a server is added to a running cluster. */
public final class Admission {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int ACCESS_DENIED = 1045;

    private final Engine engine;
    private final ClusterConfig.Accounts accounts;
    private final Map<String, NodeConfig> nodes;

    /**
     * @param nodes those that the cluster has
     */
    public Admission(Engine engine, ClusterConfig.Accounts accounts, Map<String, NodeConfig> nodes) {
        this.engine = engine;
        this.accounts = accounts;
        this.nodes = new LinkedHashMap<>(nodes);
    }

    /**
     * What stands against a node, a line each, with the way out; empty where nothing does.
     *
     * @param writer the node that reigns
     */
    public List<String> objections(String name, NodeConfig config, String writer) {
        List<String> objections = new ArrayList<>(named(name, config));
        if (!objections.isEmpty()) {
            return objections;
        }
        try (Candidate candidate = Candidate.open(engine, config.address(), accounts.recovery())) {
            objections.addAll(candidate.objections(List.of(
                    accounts.recovery().user(),
                    accounts.agent().user(),
                    accounts.fence().user(),
                    accounts.connector().user())));
            for (Map.Entry<String, NodeConfig> other : nodes.entrySet()) {
                compare(
                        candidate,
                        other.getKey(),
                        other.getValue(),
                        other.getKey().equals(writer),
                        objections);
            }
        } catch (SQLException e) {
            objections.add(unreachable(name, config, accounts.recovery(), e));
        }
        return objections;
    }

    private List<String> named(String name, NodeConfig config) {
        List<String> objections = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            objections.add("'" + name + "' is no name for a node: letters, digits, '.', '_' and '-', up to 64");
        }
        if (nodes.containsKey(name)) {
            objections.add("there is a node " + name + " already, at "
                    + nodes.get(name).address() + ": choose another name, or remove that one first");
        }
        nodes.forEach((other, known) -> {
            if (known.address().equals(config.address())) {
                objections.add(config.address() + " is " + other + "'s address already");
            }
        });
        return objections;
    }

    /** A member that does not answer is no reason to refuse another, unless it is the one to be copied. */
    private void compare(
            Candidate candidate, String other, NodeConfig known, boolean isWriter, List<String> objections) {
        try (Candidate member = Candidate.open(engine, known.address(), accounts.recovery())) {
            objections.addAll(candidate.against(other, member, isWriter));
        } catch (SQLException e) {
            if (isWriter) {
                objections.add("the primary " + other + " does not answer: " + firstLine(e));
            }
        }
    }

    private static String unreachable(String name, NodeConfig config, Account account, SQLException e) {
        return e.getErrorCode() == ACCESS_DENIED
                ? "the account " + account.user() + " is not let in at " + config.address()
                        + ": create Understudy's accounts there, or give one that may with --admin-user and"
                        + " --admin-password-file"
                : name + " does not answer at " + config.address() + ": " + firstLine(e);
    }

    /** A driver says more than a person wants to know. */
    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
