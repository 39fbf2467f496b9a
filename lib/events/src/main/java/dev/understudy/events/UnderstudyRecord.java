package dev.understudy.events;

/** Whatever this contract defines: one JSON object in one Kafka record. */
public sealed interface UnderstudyRecord
        permits HeartbeatRecord,
                Fault,
                RecoveryStep,
                Route,
                Command,
                JournalRecord,
                LeaseRecord,
                ChangelogRecord,
                DivergentRow,
                Maintenance {}
