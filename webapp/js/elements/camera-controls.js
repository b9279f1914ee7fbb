/**
 * The buttons of a camera, at the phone or from afar: `flip`, `torch`, `mute`, `pause` and the choice `preset`, marked
 * by `data-control`. Event `control` with what is wanted, such as `{muted: true}`; what is so comes in by `show`.
 */
export class CameraControls extends HTMLElement {
  /** @type {Record<string, any>} */
  #state = {};

  connectedCallback() {
    this.#on('flip', () => ({ flip: true }));
    this.#on('torch', () => ({ torch: !this.#state.torch }));
    this.#on('mute', () => ({ muted: !this.#state.muted }));
    this.#on('pause', () => ({ paused: this.#state.camera !== 'paused' }));
    const preset = this.#preset();
    preset?.addEventListener('change', () => this.#want({ preset: preset.value }));
  }

  /** @param {Record<string, any>} state the camera's, as the room knows it */
  show(state) {
    this.#state = state;
    this.#button('flip', Boolean(state.canFlip));
    this.#button('torch', typeof state.torch === 'boolean', state.torch, state.torch ? 'Torch off' : 'Torch');
    this.#button('mute', true, state.muted, state.muted ? 'Unmute' : 'Mute');
    this.#button('pause', true, state.camera === 'paused', state.camera === 'paused' ? 'Resume' : 'Pause');
    this.#presets(state.presets ?? [], state.preset);
  }

  /** @param {string} name @param {() => object} wanted */
  #on(name, wanted) {
    this.#find(name)?.addEventListener('click', () => this.#want(wanted()));
  }

  /** @param {object} wanted */
  #want(wanted) {
    this.dispatchEvent(new CustomEvent('control', { detail: wanted }));
  }

  /** @param {string} name @param {boolean} there @param {boolean} [pressed] @param {string} [label] */
  #button(name, there, pressed, label) {
    const button = this.#find(name);
    if (!button) {
      return;
    }
    button.hidden = !there;
    if (pressed !== undefined) {
      button.dataset.on = String(pressed);
    }
    const words = button.querySelector('span');
    if (label && words) {
      words.textContent = label;
    }
  }

  /** @param {string[]} names @param {string} chosen */
  #presets(names, chosen) {
    const preset = this.#preset();
    if (!preset) {
      return;
    }
    if (preset.options.length !== names.length) {
      preset.replaceChildren(...names.map((name) => new Option(name.replace('p', 'p, ') + ' fps', name)));
    }
    preset.value = chosen;
  }

  #preset() {
    return /** @type {HTMLSelectElement | null} */ (this.#find('preset'));
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #find(name) {
    return this.querySelector(`[data-control="${name}"]`);
  }
}

customElements.define('camera-controls', CameraControls);
