import { on } from '../lib/events.js';
import { clock, fileName, size } from '../lib/format.js';
import { Recorder } from '../lib/recorder.js';
import { save } from '../lib/save.js';

/** Records a video's stream; it stands around the button. Event `done` with words for the live region. */
export class RecordButton extends HTMLElement {
  #recorder = new Recorder();
  #timer = 0;

  connectedCallback() {
    this.hidden = !Recorder.supported;
    on(this.#recorder, 'change', () => this.#show());
    on(this.#recorder, 'part', (part) => {
      save(part, fileName('Recording', part.type.includes('mp4') ? 'mp4' : 'webm'));
      this.#done(`Recording saved, ${size(part.size)}`);
    });
  }

  /** Begins, or ends and saves. @param {MediaStream} stream */
  toggle(stream) {
    if (this.#recorder.recording) {
      this.#recorder.stop();
    } else {
      this.#recorder.start(stream);
      this.#done('Recording');
    }
  }

  /** The picture comes from another stream now. @param {MediaStream} stream */
  follow(stream) {
    this.#recorder.follow(stream);
  }

  /** The picture is over; what was recorded is saved. */
  finish() {
    this.#recorder.stop();
  }

  #show() {
    clearInterval(this.#timer);
    const { recording } = this.#recorder;
    const button = /** @type {HTMLElement} */ (this.querySelector('button'));
    const words = /** @type {HTMLElement} */ (this.querySelector('span'));
    button.dataset.on = String(recording);
    words.textContent = 'Record';
    if (recording) {
      const since = performance.now();
      const show = () => (words.textContent = `Stop ${clock(Math.floor((performance.now() - since) / 1_000))}`);
      this.#timer = setInterval(show, 1_000);
      show();
    }
  }

  /** @param {string} words */
  #done(words) {
    this.dispatchEvent(new CustomEvent('done', { detail: words }));
  }
}

customElements.define('record-button', RecordButton);
