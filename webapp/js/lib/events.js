/**
 * Listens for custom events and hands on what they carry.
 * @param {EventTarget} target
 * @param {string} type
 * @param {(detail: any) => void} what
 */
export function on(target, type, what) {
  target.addEventListener(type, (event) => what(/** @type {CustomEvent} */ (event).detail));
}
