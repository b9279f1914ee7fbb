const TONES = /** @type {Record<string, string>} */ ({
  live: 'live',
  ok: 'ok',
  paused: 'warn',
  joining: 'warn',
  away: 'warn',
  unavailable: 'warn',
  'no-permission': 'warn',
});

/** A dot and a word for how something stands; attributes `state` and `label`. */
export class ConnectionPill extends HTMLElement {
  static observedAttributes = ['state', 'label'];

  connectedCallback() {
    this.attributeChangedCallback();
  }

  attributeChangedCallback() {
    this.dataset.tone = TONES[this.getAttribute('state') ?? ''] ?? 'quiet';
    this.textContent = this.getAttribute('label') ?? '';
  }

  /** @param {string} state @param {string} label */
  show(state, label) {
    this.setAttribute('state', state);
    this.setAttribute('label', label);
  }
}

customElements.define('connection-pill', ConnectionPill);
