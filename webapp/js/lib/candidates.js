const BATCH = 50;
const HELD = 64;

/** Candidates on their way out, a few at a time, and those that came in too early. */
export class Candidates {
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
    await add(
      connection,
      mine.map((one) => one.candidate),
    );
  }

  /** Forgets what waits to go out. */
  reset() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#out = [];
  }
}

/** @param {RTCPeerConnection} connection @param {RTCIceCandidateInit[]} candidates */
export async function add(connection, candidates) {
  for (const candidate of candidates) {
    // One of an interface that this side does not know is no reason to give up on the others.
    await connection.addIceCandidate(candidate).catch(() => {});
  }
}
