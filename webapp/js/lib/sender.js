import { add, Candidates } from './candidates.js';

/**
 * The camera calls, receivers answer. A call has an id and is negotiated in rounds: round 1 makes the connection, each
 * further one restarts ICE on it. What belongs to an older call or round is ignored; candidates wait for the
 * description that they belong to.
 *
 * @typedef {object} Post how words get to the other side
 * @property {(data: object) => void} signal delivered, or the sender is told
 * @property {(data: object) => void} cast may get lost
 * @property {() => Promise<RTCIceServer[]>} iceServers
 */

const PATIENCE = { disconnected: 1_000, restart: 5_000, connect: 10_000 };
const LONGEST_WAIT = 15_000;

/** The camera's end of the line to one receiver. It keeps calling until it is closed. */
export class Sender {
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

  /**
   * Looks for another path for the same call; makes a new one when that does not help.
   * @param {RTCPeerConnection} connection
   */
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

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
