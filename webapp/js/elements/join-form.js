import { on } from '../lib/events.js';
import { deviceName } from '../lib/format.js';
import { Joining } from '../lib/joining.js';

const KEPT_NAME = 'tripod.name';

/**
 * The forms on the way into a room, in the role of its attribute `for`; its page has put them inside. Events: `step`
 * with the page's `state` and `words`; `done` with the room.
 */
export class JoinForm extends HTMLElement {
  #joining = new Joining(this.getAttribute('for') === 'viewer' ? 'viewer' : 'camera');

  connectedCallback() {
    const code = this.#field('typed-code');
    const name = this.#field('name');
    name.value = localStorage.getItem(KEPT_NAME) ?? deviceName();
    code.addEventListener('input', () => this.#fail(''));
    this.#submitted('code-form', () => this.#joining.type(code.value.trim()));
    this.#submitted('confirm-form', () => {
      const chosen = name.value.trim() || deviceName();
      localStorage.setItem(KEPT_NAME, chosen);
      this.#joining.join(chosen);
    });
    on(this.#joining, 'step', (step) => this.#step(step));
    on(this.#joining, 'done', (detail) => this.dispatchEvent(new CustomEvent('done', { detail })));
  }

  /**
   * Goes on with what was scanned, or with what this tab has begun.
   * @param {boolean} typing whether to ask for a code when there is neither
   * @returns {boolean} whether there was something
   */
  begin(typing) {
    const begun = this.#joining.begin();
    if (!begun && typing) {
      this.#step({ state: 'code', words: '' });
    }
    return begun;
  }

  /** Tries again at once what is waiting to be tried. */
  retry() {
    this.#joining.retry();
  }

  /** @param {{state: string, words: string, desktop?: string, wrong?: string}} step */
  #step({ state, words, desktop, wrong }) {
    this.dispatchEvent(new CustomEvent('step', { detail: { state, words } }));
    if (state === 'code') {
      this.#fail(wrong ?? '');
      this.#field('typed-code').focus();
    } else if (desktop) {
      this.#part('desktop-name').textContent = desktop;
      this.#part('join').focus();
    }
  }

  /** @param {string} words what is wrong with the code; empty when nothing is */
  #fail(words) {
    const code = this.#field('typed-code');
    this.#part('code-error').textContent = words;
    code.toggleAttribute('aria-invalid', words !== '');
    if (words) {
      code.select();
    }
  }

  /** @param {string} form @param {() => void} what */
  #submitted(form, what) {
    this.#part(form).addEventListener('submit', (event) => {
      event.preventDefault();
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

customElements.define('join-form', JoinForm);
