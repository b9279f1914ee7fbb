// Drives sockets in rooms over several servers and counts what arrives: node load.js < plan.json
// The plan: {protocol: tripod or socket.io, kind, tag, seats: [{server, room, cookie}], deliveriesPerSecond | window,
// seconds}; ids of messages begin with the tag. Prints one JSON object. Every server is spoken to over the same WebSocket client, so that all pay the same
// for it; Socket.IO's protocol is simple enough to be written here.
import { readFileSync } from "node:fs";
import WebSocket from "ws";

const SETTLE_MS = 5_000;
const DATA = "x".repeat(100);
const plan = JSON.parse(readFileSync(0, "utf8"));

/** Messages under way or done, by id: {room, at, from, instance, left: Set of seats that wait for it}. */
const messages = new Map();
const figures = { sent: 0, delivered: 0, repeated: 0, unacknowledged: 0, errors: 0, closes: 0 };
const same = [];
const cross = [];
let lastDelivery = 0;
let next = 0;

const rooms = new Map();
plan.seats.forEach((seat, index) => {
  seat.index = index;
  if (!rooms.has(seat.room)) rooms.set(seat.room, { seats: [], turn: 0 });
  rooms.get(seat.room).seats.push(seat);
});

const tripod = {
  url: (seat) => `${seat.server.replace("http", "ws")}/ws/rooms/${seat.room}`,
  options: (seat) => ({ headers: { Origin: seat.server, Cookie: seat.cookie }, perMessageDeflate: false }),
  subprotocol: "tripod.v1",
  opened: (socket) => socket.send('{"type":"hello"}'),
  send: (socket, id) =>
    socket.send(JSON.stringify({ type: "send", id, kind: plan.kind, data: { text: DATA } })),
  acknowledges: plan.kind === "log",
  received(socket, text, on) {
    const frame = JSON.parse(text);
    if (frame.type === "message") on.message(frame.id);
    else if (frame.type === "ack") on.ack(frame.id);
    else if (frame.type === "welcome") on.welcome();
    else if (frame.type === "error") figures.errors++;
  },
};

const socketIo = {
  url: (seat) => `${seat.server.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
  options: () => ({ perMessageDeflate: false }),
  subprotocol: undefined,
  opened() {},
  send: (socket, id) => {
    socket.acks.push(id); // numbered from 0 on each socket
    socket.send(`42${socket.acks.length - 1}${JSON.stringify(["m", { id, text: DATA }])}`);
  },
  acknowledges: true,
  received(socket, text, on) {
    if (text[0] === "0") socket.send(`40${JSON.stringify({ room: socket.seat.room })}`);
    else if (text[0] === "2") socket.send("3");
    else if (text.startsWith("42")) {
      const [name, body] = JSON.parse(text.slice(2));
      if (name === "m") on.message(body.id);
      else if (name === "welcome") on.welcome();
    } else if (text.startsWith("43")) on.ack(socket.acks[Number.parseInt(text.slice(2), 10)]);
  },
};

const protocol = plan.protocol === "tripod" ? tripod : socketIo;

function connect(seat) {
  return new Promise((welcomed, failed) => {
    const socket = new WebSocket(protocol.url(seat), protocol.subprotocol ?? [], protocol.options(seat));
    seat.socket = socket;
    socket.seat = seat;
    socket.acks = [];
    const on = { message: (id) => delivered(seat, id), ack: acknowledged, welcome: welcomed };
    socket.on("open", () => protocol.opened(socket));
    socket.on("message", (data) => protocol.received(socket, data.toString(), on));
    socket.on("error", failed);
    socket.on("close", (code) => {
      if (!over) {
        figures.closes++;
        console.error(`closed ${code}`);
      }
      failed(new Error(`closed ${code}`));
    });
  });
}
let over = false;

function send(room) {
  const seat = room.seats[room.turn++ % room.seats.length];
  const id = `${plan.tag}-${next++}`;
  const left = new Set(room.seats.map((other) => other.index));
  left.delete(seat.index);
  messages.set(id, { room, seat, at: performance.now(), left, acknowledged: false });
  figures.sent++;
  protocol.send(seat.socket, id);
}

function delivered(seat, id) {
  const message = messages.get(id);
  if (message === undefined) return; // of an earlier load
  if (!message.left.delete(seat.index)) {
    figures.repeated++;
    return;
  }
  lastDelivery = performance.now();
  figures.delivered++;
  (seat.server === message.seat.server ? same : cross).push(lastDelivery - message.at);
  if (message.left.size === 0) complete(message);
}

function acknowledged(id) {
  const message = messages.get(id);
  if (message !== undefined) message.acknowledged = true;
}

let complete = () => {};

/** At a fixed rate, rooms in turn. */
async function steadily(begin) {
  const all = [...rooms.values()];
  const perMessage = all[0].seats.length - 1;
  const rate = plan.deliveriesPerSecond / perMessage;
  const total = Math.round(rate * plan.seconds);
  while (figures.sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * rate) + 1);
    while (figures.sent < due) send(all[figures.sent % all.length]);
    await new Promise((resume) => setTimeout(resume, 1));
  }
}

/** In each room so many messages under way at any time: the next goes out when one has reached everybody. */
async function atMost(begin) {
  complete = (message) => {
    if (performance.now() - begin < plan.seconds * 1000) send(message.room);
  };
  for (const room of rooms.values()) {
    for (let i = 0; i < plan.window; i++) send(room);
  }
  await new Promise((resume) => setTimeout(resume, plan.seconds * 1000));
}

function percentile(times, share) {
  times.sort((a, b) => a - b);
  return times.length === 0 ? null : times[Math.min(times.length - 1, Math.floor(times.length * share))];
}

const waiting = [...plan.seats];
const connectors = Array.from({ length: 20 }, async () => {
  while (waiting.length > 0) await connect(waiting.shift());
});
await Promise.all(connectors);

const begin = performance.now();
lastDelivery = begin;
const cpuBefore = process.cpuUsage();
await (plan.window ? atMost(begin) : steadily(begin));
const settleUntil = performance.now() + SETTLE_MS;
const open = () => [...messages.values()].some((one) => one.left.size > 0 || (protocol.acknowledges && !one.acknowledged));
while (open() && performance.now() < settleUntil) await new Promise((resume) => setTimeout(resume, 50));
const cpu = process.cpuUsage(cpuBefore);
over = true;

let lost = 0;
for (const message of messages.values()) {
  lost += message.left.size;
  if (protocol.acknowledges && !message.acknowledged) figures.unacknowledged++;
}
console.log(
  JSON.stringify({
    ...figures,
    lost,
    perSecond: figures.delivered / ((lastDelivery - begin) / 1000),
    same50: percentile(same, 0.5),
    same99: percentile(same, 0.99),
    cross50: percentile(cross, 0.5),
    cross99: percentile(cross, 0.99),
    loadCpu: (cpu.user + cpu.system) / 1e6,
  }),
);
process.exit(0);
