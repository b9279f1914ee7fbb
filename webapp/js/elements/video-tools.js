import { clock, fileName, size } from '../lib/format.js';
import { Recorder } from '../lib/recorder.js';

/**
 * What one can do with a picture that is here: `snapshot`, `fullscreen`, `record`, `sound`, marked by `data-tool`. Event
 * `done` with words for the live region.
 */
export class VideoTools extends HTMLElement {
  /** @type {HTMLVideoElement | undefined} */
  video;
  /** What fills the screen. @type {Element | undefined} */
  frame;

  #recorder = new Recorder();
  #since = 0;
  #timer = 0;

  connectedCallback() {
    this.#tool('snapshot').addEventListener('click', () => this.#snapshot());
    this.#tool('fullscreen').addEventListener('click', () => this.#fullscreen());
    this.#tool('record').addEventListener('click', () => this.#record());
    this.#tool('sound').addEventListener('click', () => this.#sound());
    this.#tool('record').hidden = !Recorder.supported;
    this.#recorder.addEventListener('change', () => this.#recording());
    this.#recorder.addEventListener('part', (event) => {
      const part = /** @type {CustomEvent<Blob>} */ (event).detail;
      save(part, fileName('Recording', part.type.includes('mp4') ? 'mp4' : 'webm'));
      this.#done(`Recording saved, ${size(part.size)}`);
    });
  }

  /** The picture comes from another stream now. @param {MediaStream} stream */
  follow(stream) {
    this.#recorder.follow(stream);
  }

  /** The picture is over; what was recorded is saved. */
  finish() {
    this.#recorder.stop();
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
    if (this.#recorder.recording) {
      this.#recorder.stop();
    } else if (stream instanceof MediaStream) {
      this.#recorder.start(stream);
      this.#done('Recording');
    }
  }

  #recording() {
    const button = this.#tool('record');
    clearInterval(this.#timer);
    button.dataset.on = String(this.#recorder.recording);
    const words = /** @type {HTMLElement} */ (button.querySelector('span'));
    words.textContent = 'Record';
    if (this.#recorder.recording) {
      this.#since = performance.now();
      const show = () => (words.textContent = `Stop ${clock(Math.floor((performance.now() - this.#since) / 1000))}`);
      this.#timer = setInterval(show, 1_000);
      show();
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

  /** @param {string} words */
  #done(words) {
    this.dispatchEvent(new CustomEvent('done', { detail: words }));
  }

  /** @param {string} name */
  #tool(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-tool="${name}"]`));
  }
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define('video-tools', VideoTools);
