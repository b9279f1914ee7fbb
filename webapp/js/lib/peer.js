/**
 * The camera calls, receivers answer. A call has an id and is negotiated in rounds: round 1 makes the connection, each
 * further one restarts ICE on it. What belongs to an older call or round is ignored; candidates wait for the description
 * that they belong to.
 *
 * @typedef {object} Post how words get to the other side
 * @property {(data: object) => void} signal delivered, or the sender is told
 * @property {(data: object) => void} cast may get lost
 * @property {() => Promise<RTCIceServer[]>} iceServers
 */

const BATCH = 50;
const PATIENCE = { disconnected: 2_000, restart: 6_000, connect: 10_000, receiver: 8_000 };
const LONGEST_WAIT = 15_000;
const HELD = 64;

/** Candidates on their way out, a few at a time, and those that came in too early. */
class Candidates {
  #cast;
  /** @type {RTCIceCandidateInit[]} */
  #out = [];
  #timer = 0;
  /** @type {{call: string, round: number, candidate: RTCIceCandidateInit}[]} */
  #early = [];

  /** @param {(data: object) => void} cast */
  constructor(cast) {
    this.#cast = cast;
  }

  /** @param {RTCIceCandidate} candidate @param {string} call @param {number} round */
  send(candidate, call, round) {
    this.#out.push(candidate.toJSON());
    this.#timer ||= setTimeout(() => this.#flush(call, round), BATCH);
  }

  /** @param {string} call @param {number} round */
  #flush(call, round) {
    this.#timer = 0;
    this.#cast({ call, round, candidates: this.#out.splice(0) });
  }

  /** @param {any} data */
  hold({ call, round, candidates }) {
    for (const candidate of candidates) {
      this.#early.push({ call, round, candidate });
    }
    this.#early.splice(0, Math.max(0, this.#early.length - HELD));
  }

  /** @param {RTCPeerConnection} connection @param {string} call @param {number} round */
  async release(connection, call, round) {
    const mine = this.#early.filter((one) => one.call === call && one.round === round);
    this.#early = this.#early.filter((one) => one.call !== call || one.round > round);
    await add(connection, mine.map((one) => one.candidate));
  }

  /** Forgets what waits to go out. */
  reset() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#out = [];
  }
}

/** @param {RTCPeerConnection} connection @param {RTCIceCandidateInit[]} candidates */
async function add(connection, candidates) {
  for (const candidate of candidates) {
    // One of an interface that this side does not know is no reason to give up on the others.
    await connection.addIceCandidate(candidate).catch(() => {});
  }
}

/** The camera's end of the line to one receiver. It keeps calling until it is closed. */
export class Caller {
  #post;
  #candidates;
  #stream;
  #bitrate;
  /** @type {RTCPeerConnection | undefined} */
  #connection;
  #call = '';
  #round = 0;
  #answered = 0;
  #failures = 0;
  #timer = 0;
  #closed = false;

  /** @param {Post} post @param {MediaStream} stream @param {number} bitrate at most, in bits per second */
  constructor(post, stream, bitrate) {
    this.#post = post;
    this.#candidates = new Candidates(post.cast);
    this.#stream = stream;
    this.#bitrate = bitrate;
    this.#begin();
  }

  /** The receiver has no picture and asks for a call. */
  again() {
    const connection = this.#connection;
    if (connection?.signalingState === 'have-local-offer') {
      this.#offer(connection);
    } else if (connection || this.#failures > 0) {
      this.#begin();
    }
  }

  /** Shows another stream in the same call. @param {MediaStream} stream @param {number} bitrate */
  async show(stream, bitrate) {
    this.#stream = stream;
    this.#bitrate = bitrate;
    for (const transceiver of this.#connection?.getTransceivers() ?? []) {
      const kind = transceiver.receiver.track.kind;
      const track = stream.getTracks().find((one) => one.kind === kind) ?? null;
      await transceiver.sender.replaceTrack(track).catch(() => this.#later());
    }
    this.#limit();
  }

  /** Something that was sent got nowhere. */
  undelivered() {
    this.#later();
  }

  /** @param {any} data an answer or candidates */
  async receive(data) {
    const connection = this.#connection;
    if (!connection || data.call !== this.#call || data.round !== this.#round) {
      return;
    }
    if (data.candidates && this.#answered === this.#round) {
      await add(connection, data.candidates);
    } else if (data.candidates) {
      this.#candidates.hold(data);
    } else if (data.answer && connection.signalingState === 'have-local-offer') {
      await this.#accept(connection, data);
    }
  }

  close() {
    this.#closed = true;
    this.#drop();
  }

  /** @param {RTCPeerConnection} connection @param {any} data */
  async #accept(connection, data) {
    try {
      await connection.setRemoteDescription(data.answer);
    } catch {
      this.#later();
      return;
    }
    this.#answered = data.round;
    await this.#candidates.release(connection, data.call, data.round);
    this.#limit();
  }

  async #begin() {
    this.#drop();
    const call = randomId();
    this.#call = call;
    this.#round = 0;
    this.#answered = 0;
    this.#timer = setTimeout(() => this.#later(), PATIENCE.connect);
    const iceServers = await this.#post.iceServers();
    if (this.#closed || this.#call !== call) {
      return;
    }
    const connection = new RTCPeerConnection({ iceServers });
    this.#connection = connection;
    for (const kind of ['video', 'audio']) {
      const track = this.#stream.getTracks().find((one) => one.kind === kind);
      connection.addTransceiver(track ?? kind, { direction: 'sendonly', streams: [this.#stream] });
    }
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate && this.#connection === connection) {
        this.#candidates.send(candidate, call, this.#round);
      }
    });
    connection.addEventListener('connectionstatechange', () => this.#changed(connection));
    await this.#negotiate(connection);
  }

  /** @param {RTCPeerConnection} connection */
  async #negotiate(connection) {
    try {
      this.#candidates.reset();
      this.#round++;
      await connection.setLocalDescription(await connection.createOffer({ iceRestart: this.#round > 1 }));
      this.#offer(connection);
    } catch {
      this.#later();
    }
  }

  /** @param {RTCPeerConnection} connection */
  #offer(connection) {
    if (this.#connection === connection) {
      this.#post.signal({ call: this.#call, round: this.#round, offer: connection.localDescription });
    }
  }

  /** @param {RTCPeerConnection} connection */
  #changed(connection) {
    if (this.#connection !== connection) {
      return;
    }
    switch (connection.connectionState) {
      case 'connected':
        clearTimeout(this.#timer);
        this.#failures = 0;
        break;
      case 'disconnected':
        this.#after(PATIENCE.disconnected, () => this.#restart(connection));
        break;
      case 'failed':
        this.#restart(connection);
        break;
    }
  }

  /** Looks for another path for the same call; a new call when that does not help. @param {RTCPeerConnection} connection */
  #restart(connection) {
    this.#after(PATIENCE.restart, () => this.#begin());
    this.#negotiate(connection);
  }

  #later() {
    const wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** this.#failures++);
    this.#after(wait * (0.5 + Math.random() / 2), () => this.#begin());
  }

  /** @param {number} wait @param {() => void} what */
  #after(wait, what) {
    clearTimeout(this.#timer);
    if (!this.#closed) {
      this.#timer = setTimeout(what, wait);
    }
  }

  #limit() {
    for (const sender of this.#connection?.getSenders() ?? []) {
      const parameters = sender.getParameters();
      if (sender.track?.kind === 'video' && parameters.encodings?.length) {
        parameters.encodings[0].maxBitrate = this.#bitrate;
        sender.setParameters(parameters).catch(() => {});
      }
    }
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#candidates.reset();
    this.#connection?.close();
    this.#connection = undefined;
  }
}

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

  /** @param {Post} post */
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
      }, PATIENCE.receiver);
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

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
