const CHUNK = 1_000;
const TYPES = ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'];

/**
 * Records a stream in chunks of a second, so that what was recorded is there whatever ends it. Event `part` with a
 * `Blob` for each stretch that one stream lasted, and `change` when recording begins or ends.
 */
export class Recorder extends EventTarget {
  /** @type {MediaRecorder | undefined} */
  #recorder;

  static get supported() {
    return typeof MediaRecorder !== 'undefined';
  }

  get recording() {
    return this.#recorder !== undefined;
  }

  /** @param {MediaStream} stream */
  start(stream) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, { mimeType });
    /** @type {Blob[]} */
    const chunks = [];
    recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && chunks.push(data));
    recorder.addEventListener('stop', () => {
      if (this.#recorder === recorder) {
        this.#recorder = undefined;
        this.#emit('change');
      }
      if (chunks.length > 0) {
        this.#emit('part', new Blob(chunks, { type: recorder.mimeType }));
      }
    });
    recorder.start(CHUNK);
    this.#recorder = recorder;
    this.#emit('change');
  }

  stop() {
    if (this.#recorder?.state !== 'inactive') {
      this.#recorder?.stop();
    }
  }

  /** Goes on with another stream in a new part, if it is recording. @param {MediaStream} stream */
  follow(stream) {
    if (this.recording) {
      this.stop();
      this.start(stream);
    }
  }

  /** @param {string} type @param {unknown} [detail] */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
