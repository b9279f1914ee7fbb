/** Keeps the screen on while it is wanted; the browser lets go of it whenever the page is hidden. */
export class Awake {
  #wanted = false;
  /** @type {WakeLockSentinel | undefined} */
  #lock;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#take());
  }

  /** @param {boolean} wanted */
  keep(wanted) {
    this.#wanted = wanted;
    this.#take();
  }

  async #take() {
    if (!this.#wanted) {
      await this.#lock?.release();
      this.#lock = undefined;
    } else if (document.visibilityState === 'visible' && (this.#lock?.released ?? true)) {
      // Refused on a low battery; the phone then does what it always does.
      this.#lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    }
  }
}
