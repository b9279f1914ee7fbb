/**
 * @typedef {Record<string, any>} State
 * @typedef {{id: string, name: string, role: 'desktop' | 'camera' | 'viewer', state: State, unreachable?: boolean}} Participant
 */

const FINAL = new Set([4401, 4403, 4404, 4409]);
const WELCOME_LIMIT = 5_000;
const PING_EVERY = 20_000;
const PONG_LIMIT = 5_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const REMEMBERED = 512;
const UNAVAILABLE_WAIT = 2_000;

/**
 * A place in a room that lasts over any number of sockets: it reconnects by itself, asks for what it missed, and sends
 * again what nobody acknowledged. Events carry the server's frames as `detail`: `welcome`, `joined`, `left`, `state`,
 * `message`, `pairing`; besides `status` (`connecting`, `open`, `closed`), `undelivered` with a message id, and `final`
 * with the close code after which it does not come back.
 */
export class RoomSocket extends EventTarget {
  /** Who is in the room now, by id; kept up to date before an event is told. @type {Map<string, Participant>} */
  participants = new Map();
  /** This participant, once welcomed. @type {Participant | undefined} */
  self;

  #room;
  #probe;
  /** @type {WebSocket | undefined} */
  #socket;
  #open = false;
  #over = false;
  #failures = 0;
  #retry = 0;
  #limit = 0;
  #heartbeat = 0;
  #position = '';
  /** Log messages and signals without an acknowledgement, in order. @type {Map<string, object>} */
  #unacknowledged = new Map();
  /** @type {Set<string>} */
  #seen = new Set();
  /** @type {State | undefined} */
  #state;

  /**
   * @param {string} room
   * @param {() => Promise<number>} probe tells by REST whether there is any use in trying on: 0, or the close code that
   *     a browser hides when a handshake is refused
   */
  constructor(room, probe) {
    super();
    this.#room = room;
    this.#probe = probe;
    addEventListener('online', this.#now);
    addEventListener('offline', this.#ping); // a socket that still works will answer
    this.#connect();
  }

  /**
   * Sends a message that is kept until it is acknowledged.
   * @param {'log' | 'signal'} kind
   * @param {object} data
   * @param {string} [to]
   * @returns {string} its id
   */
  send(kind, data, to) {
    const id = randomId();
    const frame = { type: 'send', id, kind, to, data };
    this.#unacknowledged.set(id, frame);
    this.#write(frame);
    return id;
  }

  /** Sends a message that may get lost. @param {object} data @param {string} [to] */
  cast(data, to) {
    this.#write({ type: 'send', id: randomId(), kind: 'ephemeral', to, data });
  }

  /** Says how this participant is; said again after each reconnect. @param {State} state */
  tell(state) {
    this.#state = state;
    this.#write({ type: 'state', state });
  }

  /** Says goodbye and ends. */
  leave() {
    this.#end(1000);
  }

  /** Finds out at once whether the socket still lives, as after a sleep. */
  check() {
    this.#now();
    this.#ping();
  }

  #now = () => {
    if (this.#socket === undefined && !this.#over) {
      this.#connect();
    }
  };

  #connect() {
    clearTimeout(this.#retry);
    this.#status('connecting');
    const url = new URL(`/ws/rooms/${encodeURIComponent(this.#room)}`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url, 'tripod.v1');
    this.#socket = socket;
    this.#limit = setTimeout(() => this.#lost(socket, 1006), WELCOME_LIMIT);
    socket.addEventListener('open', () => this.#put({ type: 'hello', position: this.#position || undefined }));
    socket.addEventListener('message', (event) => this.#socket === socket && this.#received(JSON.parse(event.data)));
    socket.addEventListener('close', (event) => this.#lost(socket, event.code));
  }

  /** @param {WebSocket} socket @param {number} code */
  async #lost(socket, code) {
    if (this.#socket !== socket || this.#over) {
      return;
    }
    this.#drop();
    if (FINAL.has(code)) {
      this.#finish(code);
      return;
    }
    this.#status('connecting');
    this.#failures++;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#failures - 1));
    this.#retry = setTimeout(this.#now, wait * (0.5 + Math.random() / 2));
    if (this.#failures > 1) {
      const hidden = await this.#probe().catch(() => 0);
      if (FINAL.has(hidden) && !this.#open && !this.#over) {
        this.#drop();
        this.#finish(hidden);
      }
    }
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#open = false;
    clearTimeout(this.#limit);
    clearInterval(this.#heartbeat);
    socket?.close();
  }

  /** @param {number} code */
  #finish(code) {
    this.#end(code);
    this.#emit('final', code);
  }

  /** @param {number} code */
  #end(code) {
    this.#over = true;
    clearTimeout(this.#retry);
    removeEventListener('online', this.#now);
    removeEventListener('offline', this.#ping);
    this.#socket?.close(code === 1000 ? 1000 : undefined);
    this.#drop();
    this.#status('closed');
  }

  #ping = () => {
    const socket = this.#socket;
    if (socket && this.#open) {
      this.#put({ type: 'ping' });
      clearTimeout(this.#limit);
      this.#limit = setTimeout(() => this.#lost(socket, 1006), PONG_LIMIT);
    }
  };

  /** @param {any} frame */
  #received(frame) {
    if (this.#open) {
      clearTimeout(this.#limit);
    }
    switch (frame.type) {
      case 'welcome':
        this.#welcome(frame);
        break;
      case 'joined':
      case 'state':
        this.#position = frame.position ?? this.#position;
        this.participants.set(frame.participant.id, frame.participant);
        this.#emit(frame.type, frame);
        break;
      case 'left':
        this.participants.delete(frame.participant.id);
        this.#emit(frame.type, frame);
        break;
      case 'message':
        this.#message(frame);
        break;
      case 'ack':
        this.#unacknowledged.delete(frame.id);
        break;
      case 'error':
        this.#error(frame);
        break;
      case 'pairing':
        this.#emit(frame.type, frame);
        break;
    }
  }

  /** @param {any} frame */
  #welcome(frame) {
    clearTimeout(this.#limit);
    this.#failures = 0;
    this.#open = true;
    this.#position = frame.position;
    this.self = frame.self;
    this.participants = new Map(frame.participants.map((/** @type {Participant} */ one) => [one.id, one]));
    this.#heartbeat = setInterval(this.#ping, PING_EVERY);
    if (this.#state) {
      this.#put({ type: 'state', state: this.#state });
    }
    this.#unacknowledged.forEach((waiting) => this.#put(waiting));
    this.#status('open');
    this.#emit('welcome', frame);
  }

  /** @param {any} frame */
  #message(frame) {
    if (frame.position) {
      this.#position = frame.position;
    }
    if (frame.kind !== 'ephemeral' && !this.#first(`${frame.from}/${frame.id}`)) {
      return;
    }
    this.#emit('message', frame);
  }

  /** @param {string} key */
  #first(key) {
    const first = !this.#seen.has(key);
    this.#seen.add(key);
    if (this.#seen.size > REMEMBERED) {
      this.#seen.delete(/** @type {string} */ (this.#seen.values().next().value));
    }
    return first;
  }

  /** @param {any} frame */
  #error(frame) {
    const waiting = this.#unacknowledged.get(frame.id);
    if (waiting && frame.code === 'unavailable') {
      setTimeout(() => this.#unacknowledged.has(frame.id) && this.#write(waiting), UNAVAILABLE_WAIT);
    } else if (this.#unacknowledged.delete(frame.id)) {
      this.#emit('undelivered', frame.id);
    }
  }

  /** Sends if there is a welcomed socket; what must arrive is sent by the next one otherwise. @param {object} frame */
  #write(frame) {
    if (this.#open) {
      this.#put(frame);
    }
  }

  /** @param {object} frame */
  #put(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  /** @param {'connecting' | 'open' | 'closed'} status */
  #status(status) {
    this.#emit('status', status);
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
