import { cancelPairing, findPairing, offerPairing } from '../lib/api.js';
import { on } from '../lib/events.js';
import './count-down.js';

/** @typedef {import('./count-down.js').CountDown} CountDown */

/**
 * An offer to join a room: QR, code, time left. It fills the parts that its page has put inside (`data-part`).
 * Events that its page answers: `renew` when a new code is wanted; `settled` with `claimed`, `cancelled` or `expired`;
 * `mark` with the seconds left.
 */
export class PairingOffer extends HTMLElement {
  /** @type {import('../lib/api.js').Offer | undefined} */
  #offer;
  /** Counts the calls, so that a slow answer never covers a newer one. */
  #calls = 0;

  connectedCallback() {
    this.#part('renew').addEventListener('click', () => this.dispatchEvent(new CustomEvent('renew')));
    this.#part('cancel').addEventListener('click', () => this.cancel());
    this.#part('copy').addEventListener('click', () => this.#copy());
    on(this.#countdown(), 'end', () => this.settle('expired'));
    on(this.#countdown(), 'mark', (detail) => this.dispatchEvent(new CustomEvent('mark', { detail })));
  }

  /** The id of the offer that is open now, or an empty text. */
  get pairing() {
    return this.#offer?.id ?? '';
  }

  /** The link that a QR holds, or an empty text. */
  get link() {
    return this.#offer?.link ?? '';
  }

  /** Makes a new offer in place of the one before. @param {string} room @param {'camera' | 'viewer'} role */
  async offer(room, role) {
    const call = ++this.#calls;
    const offer = await offerPairing(room, role);
    if (call !== this.#calls) {
      return;
    }
    this.#offer = offer;
    const qr = /** @type {HTMLImageElement} */ (this.#part('qr'));
    qr.src = offer.qr;
    this.#part('code').textContent = offer.code;
    this.#part('place').textContent = `${new URL(offer.link).host}/camera`;
    this.dataset.offer = 'pending';
    this.#countdown().start(offer.expiresInMs);
  }

  /** Takes the offer back, if there is one. */
  async cancel() {
    this.#calls++;
    const id = this.pairing;
    this.settle('cancelled');
    if (id) {
      await cancelPairing(id).catch(() => {}); // It ends by itself soon.
    }
  }

  /** Asks how the offer stands, after a time in which nobody could tell. */
  async check() {
    const id = this.pairing;
    const found = id ? await findPairing(id).catch(() => undefined) : undefined;
    if (found && found.state !== 'pending' && id === this.pairing) {
      this.settle(found.state);
    }
  }

  /** What became of the offer. @param {string} state */
  settle(state) {
    if (this.#offer) {
      this.#offer = undefined;
      this.#countdown().stop();
      this.dataset.offer = state;
      this.dispatchEvent(new CustomEvent('settled', { detail: state }));
    }
  }

  async #copy() {
    const copied = await navigator.clipboard?.writeText(this.link).then(
      () => true,
      () => false,
    );
    const label = this.#part('copy').querySelector('span') ?? this.#part('copy');
    const before = label.dataset.label ?? label.textContent ?? '';
    label.dataset.label = before;
    label.textContent = copied ? 'Copied' : 'Not allowed here';
    setTimeout(() => (label.textContent = before), 2_000);
  }

  #countdown() {
    return /** @type {CountDown} */ (this.#part('countdown'));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define('pairing-offer', PairingOffer);
