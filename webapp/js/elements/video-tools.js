import { on } from '../lib/events.js';
import { fileName } from '../lib/format.js';
import { save } from '../lib/save.js';
import { RecordButton } from './record-button.js';

/**
 * What one can do with a picture that is here: `snapshot`, `fullscreen`, `record`, `sound`, marked by `data-tool`.
 * Event `done` with words for the live region.
 */
export class VideoTools extends HTMLElement {
  /** @type {HTMLVideoElement | undefined} */
  video;
  /** What fills the screen. @type {Element | undefined} */
  frame;

  connectedCallback() {
    this.#tool('snapshot').addEventListener('click', () => this.#snapshot());
    this.#tool('fullscreen').addEventListener('click', () => this.#fullscreen());
    this.#tool('record').addEventListener('click', () => this.#record());
    this.#tool('sound').addEventListener('click', () => this.#sound());
    const recording = this.#recording();
    if (recording) {
      on(recording, 'done', (words) => this.#done(words));
    }
  }

  /** The picture comes from another stream now. @param {MediaStream} stream */
  follow(stream) {
    this.#recording()?.follow(stream);
  }

  /** The picture is over. */
  finish() {
    this.#recording()?.finish();
  }

  #snapshot() {
    const video = this.video;
    if (!video?.videoWidth) {
      this.#done('There is no picture yet');
      return;
    }
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      if (blob) {
        save(blob, fileName('Snapshot', 'png'));
        this.#done('Snapshot saved');
      }
    }, 'image/png');
  }

  async #fullscreen() {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : this.frame?.requestFullscreen());
    } catch {
      this.#done('This browser does not show it in full screen');
    }
  }

  #record() {
    const stream = this.video?.srcObject;
    if (stream instanceof MediaStream) {
      this.#recording()?.toggle(stream);
    }
  }

  #sound() {
    if (this.video) {
      this.video.muted = !this.video.muted;
      const button = this.#tool('sound');
      button.dataset.on = String(!this.video.muted);
      /** @type {HTMLElement} */ (button.querySelector('span')).textContent = this.video.muted ? 'Listen' : 'Silence';
    }
  }

  #recording() {
    const button = this.querySelector('record-button');
    return button instanceof RecordButton ? button : undefined;
  }

  /** @param {string} words */
  #done(words) {
    this.dispatchEvent(new CustomEvent('done', { detail: words }));
  }

  /** @param {string} name */
  #tool(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-tool="${name}"]`));
  }
}

customElements.define('video-tools', VideoTools);
