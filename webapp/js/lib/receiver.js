import { add, Candidates } from './candidates.js';

/** How long a call may stay broken before it asks for another. */
const PATIENCE = 8_000;

/**
 * A receiver's end of the line to one camera. Events: `stream` with the camera's stream, `connection` with the
 * connection's state. It asks for another call when the one it has stays broken.
 */
export class Receiver extends EventTarget {
  #post;
  #candidates;
  /** @type {RTCPeerConnection | undefined} */
  #connection;
  #call = '';
  #round = 0;
  #described = 0;
  #timer = 0;
  #closed = false;

  /** @param {import('./sender.js').Post} post */
  constructor(post) {
    super();
    this.#post = post;
    this.#candidates = new Candidates(post.cast);
    this.#watch();
  }

  get connected() {
    return this.#connection?.connectionState === 'connected';
  }

  /** Whether the call it had could not be connected. */
  get failed() {
    return this.#connection?.connectionState === 'failed';
  }

  /** Asks for a call, unless there is one. */
  ask() {
    if (!this.connected) {
      this.#post.signal({ call: 'again' });
    }
  }

  /** @returns {Promise<RTCStatsReport | undefined>} */
  async stats() {
    return this.#connection?.getStats();
  }

  /** @param {any} data an offer or candidates */
  async receive(data) {
    if (data.offer) {
      await this.#answer(data);
    } else if (data.candidates && this.#connection && data.call === this.#call && data.round === this.#described) {
      await add(this.#connection, data.candidates);
    } else if (data.candidates) {
      this.#candidates.hold(data);
    }
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** @param {any} data */
  async #answer(data) {
    const { call, round, offer } = data;
    if (call === this.#call && round <= this.#round) {
      return;
    }
    const fresh = call !== this.#call;
    this.#call = call;
    this.#round = round;
    const iceServers = await this.#post.iceServers();
    const current = () => this.#call === call && this.#round === round && !this.#closed;
    if (!current()) {
      return;
    }
    const connection = fresh || !this.#connection ? this.#open(iceServers, call) : this.#connection;
    try {
      await connection.setRemoteDescription(offer);
      this.#described = round;
      this.#candidates.reset();
      await connection.setLocalDescription();
    } catch {
      return; // The watch asks for another call.
    }
    if (current()) {
      this.#post.signal({ call, round, answer: connection.localDescription });
      await this.#candidates.release(connection, call, round);
    }
  }

  /** @param {RTCIceServer[]} iceServers @param {string} call */
  #open(iceServers, call) {
    this.#drop();
    const connection = new RTCPeerConnection({ iceServers });
    this.#connection = connection;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate && this.#connection === connection) {
        this.#candidates.send(candidate, call, this.#round);
      }
    });
    connection.addEventListener('track', ({ streams }) => this.#emit('stream', streams[0]));
    connection.addEventListener('connectionstatechange', () => {
      if (this.#connection === connection) {
        this.#emit('connection', connection.connectionState);
        this.#watch();
      }
    });
    this.#watch();
    return connection;
  }

  #watch() {
    clearTimeout(this.#timer);
    if (!this.#closed && !this.connected) {
      this.#timer = setTimeout(() => {
        this.ask();
        this.#watch();
      }, PATIENCE);
    }
  }

  #drop() {
    this.#candidates.reset();
    this.#connection?.close();
    this.#connection = undefined;
    this.#described = 0;
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
