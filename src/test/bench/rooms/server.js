// One Socket.IO server on a Redis: node server.js PORT REDIS_PORT redis|streams
// A socket names its room as it connects; what it sends goes to the others in the room and is acknowledged.
import { createAdapter as redisAdapter } from "@socket.io/redis-adapter";
import { createAdapter as streamsAdapter } from "@socket.io/redis-streams-adapter";
import { createServer } from "node:http";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, redisPort, kind] = process.argv.slice(2);

async function client() {
  const made = createClient({ url: `redis://127.0.0.1:${redisPort}` });
  made.on("error", (error) => console.error(error.message));
  await made.connect();
  return made;
}

const adapter =
  kind === "streams"
    ? streamsAdapter(await client(), { onlyPlaintext: true })
    : redisAdapter(await client(), await client());
const http = createServer((request, response) => response.end()); // tells that it is up
const io = new Server(http, {
  adapter,
  transports: ["websocket"],
  ...(kind === "streams" ? { connectionStateRecovery: {} } : {}),
});
io.on("connection", (socket) => {
  const { room } = socket.handshake.auth;
  socket.join(room);
  socket.on("m", (message, acknowledge) => {
    socket.to(room).emit("m", message);
    acknowledge();
  });
  socket.emit("welcome");
});
http.listen(Number(port));
