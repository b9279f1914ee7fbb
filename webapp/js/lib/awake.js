/** Keeps the screen on while it is wanted. The browser lets go of it whenever the page is hidden: ask again then. */
export class Awake {
  /** @type {WakeLockSentinel | undefined} */
  #lock;

  /** @param {boolean} wanted and possible, since the page is seen */
  async keep(wanted) {
    if (!wanted) {
      await this.#lock?.release();
      this.#lock = undefined;
    } else if (this.#lock?.released ?? true) {
      // Refused on a low battery; the phone then does what it always does.
      this.#lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    }
  }
}
