import { condition } from '../lib/condition.js';
import { on } from '../lib/events.js';
import './camera-controls.js';
import './stats-line.js';
import './video-tile.js';
import './video-tools.js';

/**
 * @typedef {import('../lib/receiver.js').Receiver} Receiver
 * @typedef {import('../lib/room-socket.js').Participant} Participant
 * @typedef {import('./camera-controls.js').CameraControls} CameraControls
 * @typedef {import('./stats-line.js').StatsLine} StatsLine
 * @typedef {import('./video-tile.js').VideoTile} VideoTile
 * @typedef {import('./video-tools.js').VideoTools} VideoTools
 */

/**
 * The camera as the desktop has it: picture, figures, what can be done with the picture and with the phone; each an
 * element inside. Events: `control` with what is wanted of the phone, `done` with words for the live region.
 */
export class CameraStage extends HTMLElement {
  connectedCallback() {
    this.#tools.frame = this.#tile;
    this.#tools.video = this.#tile.querySelector('video') ?? undefined;
    on(this.#tools, 'done', (detail) => this.dispatchEvent(new CustomEvent('done', { detail })));
    on(this.#controls, 'control', (detail) => this.dispatchEvent(new CustomEvent('control', { detail })));
  }

  /** Plays whatever streams come in over this line. @param {Receiver} receiver */
  attach(receiver) {
    on(receiver, 'stream', (stream) => {
      this.#tile.play(stream);
      this.#tools.follow(stream);
    });
  }

  /**
   * Shows a camera as it is now, and tells how that is.
   * @param {Participant} camera
   * @param {Receiver} [receiver]
   */
  show(camera, receiver) {
    const now = condition(camera, receiver?.connected ?? false);
    this.#stats.follow(receiver);
    this.#controls.show(camera.state);
    this.#tile.show({ name: camera.name, state: now.state, label: now.label, note: now.note });
    return now;
  }

  /** Shows that a camera is about to come. */
  expect() {
    this.clear();
    this.#controls.show({});
    this.#tile.show({ name: '', state: 'joining', label: 'Connecting', note: 'Connecting…' });
  }

  /** The picture is over. */
  clear() {
    this.#tools.finish();
    this.#stats.follow();
    this.#tile.play(null);
  }

  get #tile() {
    return /** @type {VideoTile} */ (this.querySelector('video-tile'));
  }

  get #tools() {
    return /** @type {VideoTools} */ (this.querySelector('video-tools'));
  }

  get #stats() {
    return /** @type {StatsLine} */ (this.querySelector('stats-line'));
  }

  get #controls() {
    return /** @type {CameraControls} */ (this.querySelector('camera-controls'));
  }
}

customElements.define('camera-stage', CameraStage);
