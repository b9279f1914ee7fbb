/**
 * Callers of the official client: reads lines `concurrency milliseconds keys` and answers each with one line of JSON.
 * Arguments: address, token, and whether commands that are asked for together share a request.
 */
import { createInterface } from "node:readline";
import { Redis } from "@upstash/redis";

const [url, token, pipelining] = process.argv.slice(2);
const redis = new Redis({ url, token, enableAutoPipelining: pipelining === "true", enableTelemetry: false });

/** One caller: asks for one key after the other until the time is up. */
async function call(end, keys, latencies) {
  while (performance.now() < end) {
    const begin = performance.now();
    const value = await redis.get(`bench:${Math.floor(Math.random() * keys)}`);
    if (value.length !== 1024) {
      throw new Error("not the value");
    }
    latencies.push(performance.now() - begin);
  }
}

async function measure(concurrency, milliseconds, keys) {
  const latencies = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, () => call(begin + milliseconds, keys, latencies)),
  );
  const took = performance.now() - begin;
  const used = process.cpuUsage(cpu);
  latencies.sort((one, other) => one - other);
  return {
    commands: latencies.length,
    seconds: took / 1000,
    p50: latencies[Math.floor(latencies.length * 0.5)],
    p99: latencies[Math.floor(latencies.length * 0.99)],
    slowest: latencies.at(-1),
    cpuSeconds: (used.user + used.system) / 1e6,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await measure(...line.split(" ").map(Number))));
}
