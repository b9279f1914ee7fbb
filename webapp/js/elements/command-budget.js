import { count, timeOfDay } from '../lib/format.js';

/** @typedef {{today: number, forecast: number}} Spent */
/** @typedef {{perDay: number, resetsAt: string, here: Spent, all: Spent, heard: number}} Budget */

/** What has been spent today of the commands of a day, here and by all that were heard, and what it will come to. */
export class CommandBudget extends HTMLElement {
  #meter = document.createElement('meter');
  #all = document.createElement('p');
  #here = document.createElement('p');

  connectedCallback() {
    this.#meter.setAttribute('aria-label', 'Commands today');
    this.#all.className = 'loud';
    this.replaceChildren(this.#all, this.#meter, this.#here);
  }

  /** @param {Budget} budget */
  show({ perDay, resetsAt, here, all, heard }) {
    this.#meter.max = perDay;
    this.#meter.high = perDay * 0.8;
    this.#meter.value = all.today;
    this.#all.textContent = `${count(all.today)} of ${count(perDay)}`;
    const scope = heard === 0 ? 'This instance, since no other was heard today' : `This and ${others(heard)} heard today`;
    this.#here.textContent =
      `${scope}: about ${count(all.forecast)} by midnight UTC (${timeOfDay(resetsAt)} here)` +
      (all.forecast > perDay ? ', which is more than there are.' : '.') +
      (heard === 0 ? '' : ` This instance alone: ${count(here.today)}, about ${count(here.forecast)} by then.`);
    this.toggleAttribute('over', all.forecast > perDay);
  }
}

/** @param {number} heard */
function others(heard) {
  return heard === 1 ? 'another' : `${heard} others`;
}

customElements.define('command-budget', CommandBudget);
