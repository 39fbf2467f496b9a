#!/bin/sh
# heartbeat.sh BOOTSTRAP SERVICE INSTANCE: says every 200 ms that an instance is there, by Kafka's console producer.
# $PRODUCER is how that is called; kafka-console-producer.sh if not set.
set -eu
bootstrap=$1 service=$2 instance=$3
writer=$instance@$(date +%s%3N)
host=$(hostname)

heartbeats() {
  sequence=0
  while :; do
    sequence=$((sequence + 1))
    printf '%s={"type":"self-report","version":1,"scope":"%s","node":"%s","host":"%s","writer":"%s","sequence":%d,"at":%s}\n' \
      "$service" "$service" "$instance" "$host" "$writer" "$sequence" "$(date +%s%3N)"
    sleep 0.2
  done
}

# What cannot be sent within two intervals is dropped: an old heartbeat would make a dead instance look alive.
# shellcheck disable=SC2086 # a command with its arguments
heartbeats | ${PRODUCER:-kafka-console-producer.sh} --bootstrap-server "$bootstrap" --topic understudy.heartbeats \
  --reader-property parse.key=true --reader-property key.separator== \
  --command-property linger.ms=0 --command-property request.timeout.ms=400 --command-property delivery.timeout.ms=400 \
  --command-property max.block.ms=400
