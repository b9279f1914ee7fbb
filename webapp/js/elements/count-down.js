import { clock } from '../lib/format.js';

const MARKS = [60, 30, 10];
const SVG = 'http://www.w3.org/2000/svg';

/**
 * How much time is left, as a ring and as figures. The ring is one CSS animation. Events: `mark` with the seconds left
 * at 60, 30 and 10, and `end`.
 */
export class CountDown extends HTMLElement {
  #timer = 0;
  #until = 0;
  #shown = -1;

  connectedCallback() {
    if (!this.firstChild) {
      const ring = document.createElementNS(SVG, 'svg');
      ring.setAttribute('viewBox', '0 0 44 44');
      ring.setAttribute('aria-hidden', 'true');
      ring.append(circle('track'), circle('hand'));
      const figures = document.createElement('span');
      this.setAttribute('role', 'timer');
      this.setAttribute('aria-live', 'off');
      this.append(ring, figures);
    }
  }

  disconnectedCallback() {
    this.stop();
  }

  /** @param {number} left in milliseconds @param {number} [whole] what a full ring means */
  start(left, whole = left) {
    this.stop();
    this.#until = performance.now() + left;
    this.style.setProperty('--whole', `${whole}ms`);
    this.style.setProperty('--passed', `${left - whole}ms`);
    const ring = /** @type {SVGElement} */ (this.firstChild);
    ring.replaceChildren(circle('track'), circle('hand')); // starts the animation anew
    this.dataset.running = '';
    this.#tick();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#shown = -1;
    delete this.dataset.running;
  }

  #tick = () => {
    const left = Math.max(0, this.#until - performance.now());
    const seconds = Math.ceil(left / 1000);
    const figures = this.lastElementChild;
    if (figures) {
      figures.textContent = clock(seconds);
    }
    if (left === 0) {
      this.stop();
      this.dispatchEvent(new CustomEvent('end'));
      return;
    }
    const mark = MARKS.find((one) => seconds <= one && this.#shown > one);
    this.#shown = seconds;
    if (mark) {
      this.dispatchEvent(new CustomEvent('mark', { detail: mark }));
    }
    this.#timer = setTimeout(this.#tick, left % 1000 || 1000);
  };
}

/** @param {string} name */
function circle(name) {
  const circle = document.createElementNS(SVG, 'circle');
  circle.setAttribute('class', name);
  for (const [attribute, value] of Object.entries({ cx: 22, cy: 22, r: 19, pathLength: 100 })) {
    circle.setAttribute(attribute, String(value));
  }
  return circle;
}

customElements.define('count-down', CountDown);
