import { statsLine } from '../lib/format.js';
import { figures, whyNot } from '../lib/stats.js';

const EVERY = 1_000;

/**
 * A line's figures, once a second while the page is seen; without a connection the reason, as far as it is known.
 */
export class StatsLine extends HTMLElement {
  /** @type {import('../lib/receiver.js').Receiver | undefined} */
  #receiver;
  /** @type {import('../lib/stats.js').Figures | undefined} */
  #before;
  #timer = 0;

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /** @param {import('../lib/receiver.js').Receiver} [receiver] none stops it */
  follow(receiver) {
    if (receiver === this.#receiver) {
      return;
    }
    clearInterval(this.#timer);
    this.#receiver = receiver;
    this.#before = undefined;
    this.textContent = '';
    if (receiver) {
      this.#timer = setInterval(() => document.visibilityState === 'visible' && this.#read(receiver), EVERY);
    }
  }

  /** @param {import('../lib/receiver.js').Receiver} receiver */
  async #read(receiver) {
    const report = await receiver.stats();
    if (receiver !== this.#receiver) {
      return;
    }
    if (!report) {
      this.textContent = 'No call yet';
    } else if (receiver.connected) {
      const now = figures(report, this.#before);
      this.textContent = this.#before ? statsLine(now) : '';
      this.#before = now;
    } else {
      this.textContent = receiver.failed ? `No connection. ${whyNot(report)}` : 'Looking for a way to the camera…';
    }
  }
}

customElements.define('stats-line', StatsLine);
