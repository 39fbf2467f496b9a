#!/usr/bin/env node
// heartbeat.js BOOTSTRAP SERVICE INSTANCE: says every 200 ms that an instance is there. Needs kafkajs.
const os = require("os");
const { Kafka, logLevel } = require("kafkajs");

const EVERY = 200;
const [bootstrap, service, instance] = process.argv.slice(2);
if (!instance) {
  console.error("heartbeat.js BOOTSTRAP SERVICE INSTANCE");
  process.exit(2);
}

// What cannot be sent within two intervals is dropped: an old heartbeat would make a dead instance look alive.
const kafka = new Kafka({
  clientId: instance,
  brokers: bootstrap.split(","),
  requestTimeout: 2 * EVERY,
  retry: { retries: 0 },
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer({ allowAutoTopicCreation: false });
const writer = `${instance}@${Date.now()}`;
let sequence = 0;
let connected = false;
let busy = false;
producer.on(producer.events.DISCONNECT, () => (connected = false));

async function beat() {
  sequence++;
  if (busy) {
    return;
  }
  busy = true;
  try {
    if (!connected) {
      await producer.connect();
      connected = true;
    }
    const heartbeat = {
      type: "self-report",
      version: 1,
      scope: service,
      node: instance,
      host: os.hostname(),
      writer,
      sequence,
      at: Date.now(),
    };
    await producer.send({
      topic: "understudy.heartbeats",
      acks: 1,
      timeout: 2 * EVERY,
      messages: [{ key: service, value: JSON.stringify(heartbeat) }],
    });
  } catch {
    // Dropped; the next one says more.
  } finally {
    busy = false;
  }
}

const beating = setInterval(beat, EVERY);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    clearInterval(beating);
    await producer.disconnect();
    process.exit(0);
  });
}
