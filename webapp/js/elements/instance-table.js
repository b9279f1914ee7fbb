import { count, duration } from '../lib/format.js';

/**
 * @typedef {object} Instance
 * @property {string} name
 * @property {boolean} self
 * @property {string} version
 * @property {number} uptimeMs
 * @property {number} [heardMs] how long ago; none for this one
 * @property {number} sessions
 * @property {number} rooms
 * @property {number} participants
 * @property {number} commandsToday
 */

const COLUMNS = /** @type {[string, (instance: Instance) => string][]} */ ([
  ['Rooms', ({ rooms }) => count(rooms)],
  ['Participants', ({ participants }) => count(participants)],
  ['Sessions', ({ sessions }) => count(sessions)],
  ['Commands today', ({ commandsToday }) => count(commandsToday)],
  ['Running for', ({ uptimeMs }) => duration(Math.round(uptimeMs / 1000))],
  ['Version', ({ version }) => version],
  ['Heard', ({ self, heardMs }) => (self ? 'this one' : `${duration(Math.round((heardMs ?? 0) / 1000))} ago`)],
]);

/** This instance and others that have somebody on them, as they last spoke of themselves. */
export class InstanceTable extends HTMLElement {
  #body = document.createElement('tbody');

  connectedCallback() {
    const head = document.createElement('thead');
    head.append(row(['Instance', ...COLUMNS.map(([name]) => name)].map((name) => cell('th', name, 'col'))));
    const table = document.createElement('table');
    table.append(head, this.#body);
    const note = document.createElement('small');
    note.textContent = 'Others are heard while somebody is on this instance, and listed while somebody is on them.';
    this.replaceChildren(table, note);
  }

  /** @param {Instance[]} instances */
  show(instances) {
    this.#body.replaceChildren(...instances.map((instance) => this.#row(instance)));
  }

  /** @param {Instance} instance */
  #row(instance) {
    const cells = COLUMNS.map(([name, words]) => {
      const made = cell('td', words(instance));
      made.dataset.label = name;
      return made;
    });
    return row([cell('th', instance.name, 'row'), ...cells]);
  }
}

/** @param {HTMLElement[]} cells */
function row(cells) {
  const made = document.createElement('tr');
  made.append(...cells);
  return made;
}

/** @param {'th' | 'td'} kind @param {string} words @param {string} [scope] */
function cell(kind, words, scope) {
  const made = document.createElement(kind);
  made.textContent = words;
  if (scope) {
    made.setAttribute('scope', scope);
  }
  return made;
}

customElements.define('instance-table', InstanceTable);
