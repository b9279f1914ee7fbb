import { count } from '../lib/format.js';

const SVG = 'http://www.w3.org/2000/svg';
const POINTS = 60;
const WIDTH = 240;
const HEIGHT = 48;
const EDGE = 3;

/**
 * One figure over the last hour: what it is now, a line of 60 points, and the same in words for who cannot see the line.
 * Newer points stand to the right, so that a short past begins later. Attribute `unit` follows the figure.
 */
export class SparkLine extends HTMLElement {
  #now = document.createElement('span');
  #twin = document.createElement('small');
  #svg = document.createElementNS(SVG, 'svg');
  #area = document.createElementNS(SVG, 'path');
  #line = document.createElementNS(SVG, 'path');

  connectedCallback() {
    this.#svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#area.setAttribute('class', 'area');
    this.#svg.replaceChildren(this.#area, this.#line);
    const chart = document.createElement('span');
    chart.className = 'chart';
    chart.append(this.#svg);
    this.replaceChildren(this.#now, chart, this.#twin);
  }

  /** @param {(number | null)[]} points the oldest first; null where there was nothing to measure */
  show(points) {
    const shown = points.slice(-POINTS);
    const known = shown.filter((point) => point !== null);
    const now = shown.at(-1) ?? null;
    const [least, most] = [Math.min(...known), Math.max(...known)];
    this.#now.textContent = this.#words(now);
    this.#twin.textContent = known.length === 0 ? 'nothing in the last hour' : this.#range(now, least, most);
    const line = places(shown, most);
    this.#line.setAttribute('d', path(line));
    this.#area.setAttribute('d', area(line));
  }

  /** @param {number | null} now @param {number} least @param {number} most */
  #range(now, least, most) {
    const range = least === most ? `${count(least)}` : `${count(least)}-${count(most)}`;
    return now === null ? `${range} in the last hour` : `${count(now)} now, ${range} in the last hour`;
  }

  /** @param {number | null} value */
  #words(value) {
    return value === null ? 'none now' : [count(value), this.getAttribute('unit')].filter(Boolean).join(' ');
  }
}

/** @typedef {{x: number, y: number}} Place */

/**
 * Where points stand that are known; the line goes on over those that are not.
 * @param {(number | null)[]} points @param {number} most @returns {Place[]}
 */
function places(points, most) {
  const step = WIDTH / (POINTS - 1);
  const scale = most > 0 ? (HEIGHT - 2 * EDGE) / most : 0;
  return points.flatMap((point, index) =>
    point === null ? [] : [{ x: WIDTH - (points.length - 1 - index) * step, y: HEIGHT - EDGE - point * scale }],
  );
}

/** A lone point is drawn as a short line. @param {Place[]} line */
function path(line) {
  const all = line.length === 1 ? [{ x: line[0].x - 2, y: line[0].y }, line[0]] : line;
  return all.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** What lies under the line. @param {Place[]} line */
function area(line) {
  return line.length > 1 ? `${path(line)}V${HEIGHT}H${line[0].x.toFixed(1)}Z` : '';
}

customElements.define('spark-line', SparkLine);
