package dev.understudy.scenarios.suites.script;

/**
 * One command of a test file.
 *
 * @param name lower case; {@link #QUERY} for a statement, {@link #END} for the end of a block
 * @param argument what stands behind the name; the whole statement for a query
 * @param line where it begins, from 1
 */
public record Command(String name, String argument, int line) {

    static final String QUERY = "query";
    static final String END = "}";

    boolean opensBlock() {
        return name.equals("if") || name.equals("while");
    }
}
