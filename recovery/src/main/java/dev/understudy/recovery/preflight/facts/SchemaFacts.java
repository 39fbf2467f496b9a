package dev.understudy.recovery.preflight.facts;

import java.util.List;

/**
 * What a server holds, apart from its own schemas and ours.
 *
 * @param tables the tables with rows
 * @param columns those of types that are worth a look
 * @param uncarried objects of kinds that are not carried, by kind and name
 * @param definers whom triggers, views, routines and events act as
 * @param cascades tables whose foreign keys change child rows
 * @param events how many events are defined
 */
public record SchemaFacts(
        List<Table> tables,
        List<Column> columns,
        List<String> uncarried,
        List<Definer> definers,
        List<String> cascades,
        int events) {

    /** Holds nothing. */
    public static final SchemaFacts EMPTY = new SchemaFacts(List.of(), List.of(), List.of(), List.of(), List.of(), 0);

    /**
     * @param name with its schema
     * @param engine its storage engine
     * @param hasKey whether it has a primary key, or a unique one without NULLs
     */
    public record Table(String name, String engine, boolean hasKey) {}

    /**
     * @param table with its schema
     * @param type the whole of it as the server shows it, lower case: {@code inet6}, {@code varchar(20)}
     */
    public record Column(String table, String name, String type) {}

    /**
     * @param object such as {@code trigger shop.audit}
     * @param account as user and host
     */
    public record Definer(String object, String account) {}

    public SchemaFacts {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        uncarried = List.copyOf(uncarried);
        definers = List.copyOf(definers);
        cascades = List.copyOf(cascades);
    }
}
