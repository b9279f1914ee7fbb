import { ApiError, claim, lookUp } from './api.js';
import * as claims from './claim.js';
import { duration } from './format.js';

/** The room that this browser is the desktop of, as the desktop's page keeps it. */
const KEPT_DESKTOP = 'tripod.room';
const PAGES = { camera: '/camera', viewer: '/room' };
const LONGEST_WAIT = 15;

/**
 * The way from a scanned link or a typed code into a room. Event `step` with the `state` that it is in, the `words` for
 * it, and for `confirm` the `desktop`, for `code` perhaps what was `wrong`; event `done` with the room at the end.
 */
export class Joining extends EventTarget {
  #role;
  /** @type {claims.Pending | undefined} */
  #claim;
  #repeat = () => {};
  #timer = 0;
  #wait = 1;

  /** @param {'camera' | 'viewer'} role that the page is for */
  constructor(role) {
    super();
    this.#role = role;
  }

  /** Goes on with what was scanned, or with what this tab has begun. @returns {boolean} whether there was something */
  begin() {
    this.#claim = claims.scanned() ?? claims.pending();
    if (this.#claim?.name) {
      this.join(this.#claim.name);
    } else if (this.#claim) {
      this.#look();
    }
    return this.#claim !== undefined;
  }

  /** @param {string} code as it was typed */
  type(code) {
    if (code.replace(/[^0-9a-z]/gi, '').length !== 8) {
      this.#step('code', '', { wrong: 'A code has eight letters and figures.' });
      return;
    }
    this.#claim = claims.typed(code);
    this.#look();
  }

  /** Claims until there is an answer, always with the same id. @param {string} name */
  async join(name) {
    if (!this.#claim) {
      return;
    }
    this.#claim = claims.remember({ ...this.#claim, name });
    this.#step('joining', 'Joining.');
    try {
      const joined = await claim({ ...secret(this.#claim), claimId: this.#claim.claimId, name });
      claims.forget();
      this.#claim = undefined;
      this.dispatchEvent(new CustomEvent('done', { detail: joined }));
    } catch (error) {
      this.#refused(error, () => this.join(name));
    }
  }

  /** Tries again at once what is waiting to be tried. */
  retry() {
    clearTimeout(this.#timer);
    this.#repeat();
  }

  async #look() {
    if (!this.#claim) {
      return;
    }
    const look = () => this.#look();
    try {
      const { role, room, desktop } = await lookUp(secret(this.#claim));
      if (role !== this.#role) {
        location.assign(PAGES[role]);
      } else if (room === localStorage.getItem(KEPT_DESKTOP)) {
        this.#repeat = look;
        this.#step('unavailable', 'This browser is the desktop of that room. Use another device, or a private window.');
      } else {
        this.#step('confirm', '', { desktop });
      }
    } catch (error) {
      this.#refused(error, look);
    }
  }

  /** @param {unknown} error @param {() => void} repeat */
  #refused(error, repeat) {
    const failure = error instanceof ApiError ? error : new ApiError(0, '', String(error), 0);
    if (failure.passing) {
      const seconds = Math.max(failure.retryAfter, this.#wait);
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
      this.#step('unavailable', `${failure.message}. Trying again by itself in ${duration(seconds)}.`);
      this.#repeat = repeat;
      this.#timer = setTimeout(repeat, seconds * 1_000);
      return;
    }
    const byCode = this.#claim?.code !== undefined;
    claims.forget();
    this.#claim = undefined;
    if (failure.status === 403) {
      this.#step('removed', 'The desktop has removed this device. Ask there for a new code.');
    } else if (byCode || failure.status === 429) {
      this.#step('code', '', { wrong: wrongCode(failure) });
    } else {
      this.#step('expired', wrongLink(failure));
    }
  }

  /** @param {string} state @param {string} words @param {{desktop?: string, wrong?: string}} [more] */
  #step(state, words, more = {}) {
    clearTimeout(this.#timer);
    this.dispatchEvent(new CustomEvent('step', { detail: { state, words, ...more } }));
  }
}

/** @param {claims.Pending} pending */
const secret = ({ token, code }) => (token ? { token } : { code });

/** @param {ApiError} failure */
function wrongCode(failure) {
  return failure.status === 429
    ? `Too many wrong codes. Try again in ${duration(failure.retryAfter || 60)}, or scan the QR code.`
    : 'There is no such code. It may be mistyped, used or older than two minutes.';
}

/** @param {ApiError} failure */
function wrongLink(failure) {
  switch (failure.problem) {
    case 'pairing-taken':
      return 'Another device has taken this code already.';
    case 'pairing-cancelled':
      return 'The desktop has cancelled this code.';
    default:
      return 'This code has expired.';
  }
}
