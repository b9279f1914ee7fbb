/**
 * The state of the page in words: its one live region. Entering a state shows the elements whose `data-when` names it,
 * and no others that have one; the title carries it too.
 */
export class PageState extends HTMLElement {
  #state = '';

  connectedCallback() {
    this.setAttribute('role', 'status');
    this.setAttribute('aria-live', 'polite');
  }

  get state() {
    return this.#state;
  }

  /**
   * @param {string} state
   * @param {string} words what is so now; empty leaves the region empty
   * @param {string} title the document's
   */
  enter(state, words, title) {
    this.#state = state;
    document.documentElement.dataset.state = state;
    document.title = title;
    for (const element of document.querySelectorAll('[data-when]')) {
      const when = element instanceof HTMLElement ? (element.dataset.when ?? '') : '';
      element.toggleAttribute('hidden', !when.split(' ').includes(state));
    }
    this.say(words);
  }

  /** Says something without changing the state. @param {string} words */
  say(words) {
    if (this.textContent !== words) {
      this.textContent = words;
    }
  }
}

customElements.define('page-state', PageState);
