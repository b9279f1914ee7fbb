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
    const lines = segments(places(shown, most));
    this.#line.setAttribute('d', lines.map(path).join(''));
    this.#area.setAttribute('d', lines.map((line) => area(line)).join(''));
  }

  /** @param {number | null} now @param {number} least @param {number} most */
  #range(now, least, most) {
    const range = least === most ? `${count(least)}` : `${count(least)}-${count(most)}`;
    return now === null ? `${range} in the last hour` : `${count(now)} now, ${range} in the last hour`;
  }

  /** @param {number | null} value */
  #words(value) {
    return value === null ? '-' : [count(value), this.getAttribute('unit')].filter(Boolean).join(' ');
  }
}

/**
 * Where points stand; a figure that never moves from nothing lies on the ground.
 * @param {(number | null)[]} points @param {number} most
 */
function places(points, most) {
  const step = WIDTH / (POINTS - 1);
  const height = HEIGHT - 2 * EDGE;
  return points.map((point, index) =>
    point === null
      ? null
      : { x: WIDTH - (points.length - 1 - index) * step, y: HEIGHT - EDGE - (most > 0 ? (point / most) * height : 0) },
  );
}

/** @typedef {{x: number, y: number}} Place @param {(Place | null)[]} places @returns {Place[][]} between the gaps */
function segments(places) {
  /** @type {Place[][]} */
  const all = [[]];
  for (const place of places) {
    if (place) {
      all.at(-1)?.push(place);
    } else {
      all.push([]);
    }
  }
  return all.filter((line) => line.length > 0);
}

/** A lone point is drawn as a short line. @param {Place[]} line */
function path(line) {
  const all = line.length > 1 ? line : [{ x: line[0].x - 2, y: line[0].y }, line[0]];
  return all.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** @param {Place[]} line */
function area(line) {
  return `${path(line)}V${HEIGHT}H${line[0].x.toFixed(1)}Z`;
}

customElements.define('spark-line', SparkLine);
