import { ApiError, claim, lookUp } from '../lib/api.js';
import * as claims from '../lib/claim.js';
import { deviceName, duration } from '../lib/format.js';

const KEPT_NAME = 'tripod.name';
/** The room that this browser is the desktop of. */
const KEPT_DESKTOP = 'tripod.room';
const PAGES = { camera: '/camera', viewer: '/room' };

/**
 * From a scanned link or a typed code to being in a room, in the role of its attribute `for`. It fills the parts that its
 * page has put inside. Events: `step` with the page's `state` and `words`; `done` with the room and who offered it.
 */
export class JoinForm extends HTMLElement {
  /** @type {claims.Pending | undefined} */
  #claim;
  #timer = 0;
  #repeat = () => {};
  #wait = 1;

  connectedCallback() {
    this.#field('name').value = localStorage.getItem(KEPT_NAME) ?? deviceName();
    this.#on('code-form', 'submit', () => this.#type());
    this.#on('confirm-form', 'submit', () => this.#join());
    this.#on('typed-code', 'input', () => this.#fail(''));
  }

  /**
   * Goes on with what was scanned, or with what this tab has begun.
   * @param {boolean} typing whether to ask for a code when there is neither
   * @returns {boolean} whether there was something
   */
  begin(typing) {
    this.#claim = claims.scanned() ?? claims.pending();
    if (this.#claim?.name) {
      this.#take(this.#claim.name);
    } else if (this.#claim) {
      this.#look();
    } else if (typing) {
      this.ask('');
    }
    return this.#claim !== undefined;
  }

  /** Asks for a code. @param {string} words */
  ask(words) {
    this.#step('code', words);
    this.#part('typed-code').focus();
  }

  /** Tries again what is waiting to be tried. */
  retry() {
    clearTimeout(this.#timer);
    this.#repeat();
  }

  #type() {
    const code = this.#field('typed-code').value.trim();
    if (code.replace(/[^0-9a-z]/gi, '').length !== 8) {
      this.#fail('A code has eight letters and figures.');
      return;
    }
    this.#claim = claims.typed(code);
    this.#look();
  }

  async #look() {
    const pending = this.#claim;
    if (!pending) {
      return;
    }
    try {
      const invitation = await lookUp(secret(pending));
      const here = this.getAttribute('for');
      if (invitation.role !== here) {
        location.assign(PAGES[invitation.role]);
        return;
      }
      if (invitation.room === localStorage.getItem(KEPT_DESKTOP)) {
        this.#repeat = () => this.#look();
        this.#step('unavailable', 'This browser is the desktop of that room. Use another device, or a private window.');
        return;
      }
      this.#part('desktop-name').textContent = invitation.desktop;
      this.#step('confirm', '');
      this.#part('join').focus();
    } catch (error) {
      this.#refused(error, () => this.#look());
    }
  }

  #join() {
    const name = this.#field('name').value.trim() || deviceName();
    localStorage.setItem(KEPT_NAME, name);
    this.#take(name);
  }

  /** Claims until there is an answer, always with the same id. @param {string} name */
  async #take(name) {
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
      this.#refused(error, () => this.#take(name));
    }
  }

  /** @param {unknown} error @param {() => void} repeat */
  #refused(error, repeat) {
    const failure = error instanceof ApiError ? error : new ApiError(0, '', String(error), 0);
    clearTimeout(this.#timer);
    if (failure.passing) {
      const seconds = Math.max(failure.retryAfter, this.#wait);
      this.#wait = Math.min(15, this.#wait * 2);
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
      this.ask('');
      this.#fail(typedWrong(failure));
    } else {
      this.#step('expired', scannedWrong(failure));
    }
  }

  /** @param {string} words empty when all is well */
  #fail(words) {
    this.#part('code-error').textContent = words;
    this.#part('typed-code').toggleAttribute('aria-invalid', words !== '');
    if (words) {
      this.#field('typed-code').select();
    }
  }

  /** @param {string} state @param {string} words */
  #step(state, words) {
    this.dispatchEvent(new CustomEvent('step', { detail: { state, words } }));
  }

  /** @param {string} part @param {string} type @param {() => void} what */
  #on(part, type, what) {
    this.#part(part).addEventListener(type, (event) => {
      if (type === 'submit') {
        event.preventDefault();
      }
      what();
    });
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#part(name));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`#${name}`));
  }
}

/** @param {claims.Pending} pending */
const secret = ({ token, code }) => (token ? { token } : { code });

/** @param {ApiError} failure */
function typedWrong(failure) {
  return failure.status === 429
    ? `Too many wrong codes. Try again in ${duration(failure.retryAfter || 60)}, or scan the QR code.`
    : 'There is no such code. It may be mistyped, used or older than two minutes.';
}

/** @param {ApiError} failure */
function scannedWrong(failure) {
  switch (failure.problem) {
    case 'pairing-taken':
      return 'Another device has taken this code already.';
    case 'pairing-cancelled':
      return 'The desktop has cancelled this code.';
    default:
      return 'This code has expired.';
  }
}

customElements.define('join-form', JoinForm);
