#!/usr/bin/env python3
"""heartbeat.py BOOTSTRAP SERVICE INSTANCE: says every 200 ms that an instance is there.

Needs confluent_kafka (Debian: python3-confluent-kafka). In a service of your own, run it on a thread of its own.
"""
import json
import signal
import socket
import sys
import time

from confluent_kafka import KafkaException, Producer

EVERY = 0.2
stopped = False


def stop(*_):
    global stopped
    stopped = True


def main(bootstrap, service, instance):
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    # What cannot be sent within two intervals is dropped: an old heartbeat would make a dead instance look alive.
    producer = Producer({"bootstrap.servers": bootstrap, "linger.ms": 0, "message.timeout.ms": int(2000 * EVERY)})
    writer = f"{instance}@{int(time.time() * 1000)}"
    sequence = 0
    due = time.monotonic()
    while not stopped:
        sequence += 1
        heartbeat = {
            "type": "self-report",
            "version": 1,
            "scope": service,
            "node": instance,
            "host": socket.gethostname(),
            "writer": writer,
            "sequence": sequence,
            "at": int(time.time() * 1000),
        }
        try:
            producer.produce("understudy.heartbeats", key=service, value=json.dumps(heartbeat))
        except (BufferError, KafkaException):
            pass  # dropped; the next one says more
        producer.poll(0)
        due = max(due + EVERY, time.monotonic())
        time.sleep(max(0.0, due - time.monotonic()))
    producer.flush(1)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
