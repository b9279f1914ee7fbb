import './connection-pill.js';

/**
 * A camera's picture with its name and state. A page may put a `<video>` inside; else there is one made. Attributes
 * `name` and `state` (with `label`, its word); `note` covers the picture while it has words.
 */
export class VideoTile extends HTMLElement {
  static observedAttributes = ['name', 'state', 'label', 'note'];

  #note = document.createElement('p');
  #name = document.createElement('span');
  #pill = document.createElement('connection-pill');

  connectedCallback() {
    if (this.querySelector('figure')) {
      return;
    }
    const video = this.querySelector('video') ?? document.createElement('video');
    video.playsInline = true;
    video.autoplay = true;
    video.muted = true;
    this.#note.className = 'note';
    const caption = document.createElement('figcaption');
    caption.append(this.#name, this.#pill);
    const figure = document.createElement('figure');
    figure.append(video, this.#note, caption);
    this.append(figure);
    this.attributeChangedCallback();
  }

  attributeChangedCallback() {
    this.#name.textContent = this.getAttribute('name') ?? '';
    this.#note.textContent = this.getAttribute('note') ?? '';
    this.#note.hidden = this.#note.textContent === '';
    this.#pill.setAttribute('state', this.getAttribute('state') ?? '');
    this.#pill.setAttribute('label', this.getAttribute('label') ?? '');
    this.video?.setAttribute('aria-label', `Picture of ${this.getAttribute('name') || 'the camera'}`);
  }

  get video() {
    return this.querySelector('video');
  }

  /** @param {Record<'name' | 'state' | 'label' | 'note', string>} what */
  show(what) {
    for (const [name, value] of Object.entries(what)) {
      if (this.getAttribute(name) !== value) {
        this.setAttribute(name, value);
      }
    }
  }

  /** @param {MediaStream | null} stream */
  play(stream) {
    const video = this.video;
    if (video && video.srcObject !== stream) {
      video.srcObject = stream;
      video.play().catch(() => {}); // A later stream, or a tap, starts it.
    }
  }
}

customElements.define('video-tile', VideoTile);
