import { moment } from '../lib/format.js';

/** @typedef {{at: string, store: string, reason?: string}} Change */

/** @type {Record<string, string>} */
const WORDS = { shared: 'Shared by all instances', degraded: 'In this instance for now', local: 'In this instance' };

/** When the store's state changed, the newest change first. */
export class ChangeList extends HTMLElement {
  #list = document.createElement('ol');

  connectedCallback() {
    this.replaceChildren(this.#list);
  }

  /** @param {Change[]} changes */
  show(changes) {
    this.#list.replaceChildren(...changes.map(item));
  }
}

/** @param {Change} change */
function item({ at, store, reason }) {
  const time = document.createElement('time');
  time.dateTime = at;
  time.textContent = moment(at);
  const words = document.createElement('span');
  words.textContent = (WORDS[store] ?? store) + (reason ? ` (${reason})` : '');
  words.dataset.store = store;
  const made = document.createElement('li');
  made.append(time, words);
  return made;
}

customElements.define('change-list', ChangeList);
