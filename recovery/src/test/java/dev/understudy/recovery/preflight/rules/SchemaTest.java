package dev.understudy.recovery.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.preflight.facts.SchemaFacts;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Column;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Definer;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void a_table_outside_of_transactions_is_fatal_and_one_without_a_key_is_slow() {
        SchemaFacts schema = new SchemaFacts(
                List.of(
                        new Table("shop.log", "MyISAM", true),
                        new Table("shop.heap", "InnoDB", false),
                        new Table("shop.orders", "InnoDB", true)),
                List.of(),
                List.of("sequence shop.s"),
                List.of(),
                List.of(),
                0);

        assertThat(Given.mariadb().holds("orders-a", schema).lines())
                .containsExactly(
                        "table-engine: orders-a: table shop.log is MyISAM",
                        "object-not-carried: orders-a: sequence shop.s is not carried",
                        "table-without-key: orders-a: table shop.heap has no key");
    }

    @Test
    void what_a_standby_holds_is_its_primarys_matter() {
        SchemaFacts schema = new SchemaFacts(
                List.of(new Table("shop.log", "MyISAM", true)), List.of(), List.of(), List.of(), List.of(), 0);
        assertThat(Given.mysql().holds("orders-b", schema).found()).isEmpty();
    }

    @Test
    void a_column_whose_values_do_not_arrive_is_found_with_the_reason() {
        SchemaFacts schema = new SchemaFacts(
                List.of(),
                List.of(
                        new Column("shop.visit", "from", "inet6"),
                        new Column("shop.visit", "kind", "enum('a','/*')"),
                        new Column("shop.visit", "text", "text /*m!100301 compressed*/")),
                List.of(),
                List.of(),
                List.of(),
                0);
        assertThat(Given.mariadb().holds("orders-a", schema).lines())
                .containsExactly(
                        "column-type: orders-a: column shop.visit.from is inet6: the connector cannot read the table's"
                                + " definition",
                        "column-type: orders-a: column shop.visit.text is text /*m!100301 compressed*/: the connector"
                                + " does not know compressed columns in the binlog; MODIFY the column without COMPRESSED");
    }

    @Test
    void prepared_xa_transactions_are_found() {
        assertThat(Given.mysql().prepared(2).lines())
                .containsExactly("xa-prepared: orders-a: 2 XA transactions are prepared");
    }

    @Test
    void what_acts_as_an_account_that_the_standby_lacks_is_found_once_for_the_account() {
        SchemaFacts schema = new SchemaFacts(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Definer("trigger shop.t1", "boss@%"),
                        new Definer("view shop.v", "boss@%"),
                        new Definer("view shop.w", "nobody@%")),
                List.of(),
                0);
        Given given = Given.mysql().holds("orders-a", schema).account("orders-a", "boss", "%");

        assertThat(given.lines())
                .containsExactly(
                        "definer: orders-b: account boss@% is missing, and trigger shop.t1, view shop.v act as it");
        assertThat(given.account("orders-b", "boss", "%").found()).isEmpty();
    }
}
