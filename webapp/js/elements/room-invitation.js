import { ApiError } from '../lib/api.js';
import { on } from '../lib/events.js';
import { duration } from '../lib/format.js';
import { PairingOffer } from './pairing-offer.js';

/** The dialog that invites a viewer or another camera; it stands around the `<dialog>` with its `<pairing-offer>`. */
export class RoomInvitation extends HTMLElement {
  #room = '';
  #role = 'viewer';

  connectedCallback() {
    on(this.offer, 'renew', () => this.#offer());
    on(this.offer, 'settled', (state) => (state === 'claimed' || state === 'cancelled') && this.close());
    this.#find('[data-part="cancel"]').addEventListener('click', () => this.close());
    this.#dialog().addEventListener('close', () => this.offer.cancel());
  }

  /** @returns {PairingOffer} */
  get offer() {
    return /** @type {PairingOffer} */ (this.#find('pairing-offer'));
  }

  /** @param {string} room to invite to @param {'camera' | 'viewer'} role */
  open(room, role) {
    this.#room = room;
    this.#role = role;
    const title = this.#find('h2');
    title.textContent = title.dataset[role] ?? '';
    this.#dialog().showModal();
    this.#offer();
  }

  close() {
    this.#dialog().close();
  }

  async #offer() {
    const hint = this.#find('.hint');
    hint.hidden = true;
    try {
      await this.offer.offer(this.#room, this.#role);
    } catch (error) {
      const failure = error instanceof ApiError ? error : new ApiError(0, '', String(error), 0);
      hint.hidden = false;
      hint.textContent =
        failure.status === 429
          ? `That was too often. Try again in ${duration(failure.retryAfter || 60)}.`
          : `${failure.message}. “New code” tries again.`;
    }
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#find('dialog'));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }
}

customElements.define('room-invitation', RoomInvitation);
