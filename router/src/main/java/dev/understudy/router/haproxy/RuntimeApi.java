package dev.understudy.router.haproxy;

import java.io.IOException;

/** HAProxy's runtime API. */
@FunctionalInterface
interface RuntimeApi {

    /**
     * One command, and all that is answered.
     *
     * @param command one line, without its end
     * @throws IOException where nothing, too much or too late is answered: whether it was done is then not known
     */
    String ask(String command) throws IOException;
}
