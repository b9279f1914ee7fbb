/**
 * @typedef {import('./room-socket.js').Participant} Participant
 * @typedef {import('./sender.js').Post} Post
 *
 * @typedef {object} End this side's end of a line
 * @property {(data: any) => Promise<void>} receive
 * @property {() => void} close
 * @property {() => void} [again] the other side asks for a call
 * @property {() => void} [ask] this side asks for one
 * @property {() => void} [undelivered]
 */

/**
 * A line to each participant of certain roles, for as long as they are in the room. It carries their words between the
 * room's socket and the ends.
 * @template {End} T
 */
export class Lines {
  /** @type {Map<string, T>} */
  #ends = new Map();
  /** Whom each signal went to, until it is known to have got nowhere. @type {Map<string, string>} */
  #sent = new Map();
  #socket;
  #roles;
  #iceServers;
  #make;

  /**
   * @param {import('./room-socket.js').RoomSocket} socket
   * @param {string[]} roles of those at the other side
   * @param {() => Promise<RTCIceServer[]>} iceServers
   * @param {(post: Post, participant: Participant) => T | undefined} make makes an end; none while it is too early
   */
  constructor(socket, roles, iceServers, make) {
    this.#socket = socket;
    this.#roles = roles;
    this.#iceServers = iceServers;
    this.#make = make;
    socket.addEventListener('welcome', () => {
      this.sync();
      this.#ends.forEach((end) => end.ask?.());
    });
    socket.addEventListener('joined', () => this.sync());
    socket.addEventListener('left', () => this.sync());
    socket.addEventListener('message', (event) => this.#message(/** @type {CustomEvent} */ (event).detail));
    socket.addEventListener('undelivered', (event) => this.#undelivered(/** @type {CustomEvent} */ (event).detail));
    socket.addEventListener('final', () => this.close());
  }

  /** @param {string} participant */
  get(participant) {
    return this.#ends.get(participant);
  }

  values() {
    return this.#ends.values();
  }

  /** Opens and closes lines after whoever is in the room now. */
  sync() {
    for (const participant of this.#socket.participants.values()) {
      if (this.#roles.includes(participant.role) && !this.#ends.has(participant.id)) {
        const end = this.#make(this.#post(participant.id), participant);
        if (end) {
          this.#ends.set(participant.id, end);
        }
      }
    }
    for (const [id, end] of this.#ends) {
      if (!this.#socket.participants.has(id)) {
        end.close();
        this.#ends.delete(id);
      }
    }
  }

  close() {
    this.#ends.forEach((end) => end.close());
    this.#ends.clear();
  }

  /** @param {string} to @returns {Post} */
  #post(to) {
    return {
      signal: (data) => {
        this.#sent.set(this.#socket.send('signal', data, to), to);
        if (this.#sent.size > 64) {
          this.#sent.delete(/** @type {string} */ (this.#sent.keys().next().value));
        }
      },
      cast: (data) => this.#socket.cast(data, to),
      iceServers: this.#iceServers,
    };
  }

  /** @param {any} frame */
  #message({ from, data }) {
    const end = this.#ends.get(from);
    if (data?.call === 'again') {
      end?.again?.();
    } else if (data?.call) {
      end?.receive(data);
    }
  }

  /** @param {string} id */
  #undelivered(id) {
    this.#ends.get(this.#sent.get(id) ?? '')?.undelivered?.();
    this.#sent.delete(id);
  }
}

/**
 * Asks for the ICE servers once in a while, since their credentials end; without an answer there are none.
 * @param {() => Promise<RTCIceServer[]>} ask
 * @param {number} [life] in milliseconds
 * @returns {() => Promise<RTCIceServer[]>}
 */
export function kept(ask, life = 3_600_000) {
  /** @type {RTCIceServer[]} */
  let servers = [];
  let until = 0;
  return async () => {
    if (performance.now() >= until) {
      try {
        servers = await ask();
        until = performance.now() + life;
      } catch {
        // The next call asks again; in one network it works without.
      }
    }
    return servers;
  };
}
