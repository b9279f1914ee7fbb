/**
 * How a camera stands for somebody who watches it.
 * @typedef {object} Condition
 * @property {'joining' | 'live' | 'paused'} state
 * @property {string} label a word or two
 * @property {string} note what covers the picture; empty when it is to be seen
 * @property {string} words a sentence
 */

/**
 * @param {import('./room-socket.js').Participant} camera
 * @param {boolean} connected whether its picture comes in
 * @returns {Condition}
 */
export function condition({ name, state }, connected) {
  if (state.camera === 'no-permission') {
    const words = `${name} may not use its camera yet. Allow it on the phone.`;
    return { state: 'joining', label: 'No camera', note: 'Waiting for permission', words };
  }
  if (state.camera === 'off') {
    const words = `The camera of ${name} is off. Its page may be in the background.`;
    return { state: 'joining', label: 'Camera off', note: 'The camera is off', words };
  }
  if (!connected) {
    return { state: 'joining', label: 'Connecting', note: 'Connecting…', words: `Connecting to ${name}.` };
  }
  if (state.camera === 'paused') {
    return {
      state: 'paused',
      label: 'Paused',
      note: 'Paused',
      words: 'Paused. Nothing is sent until somebody resumes.',
    };
  }
  return { state: 'live', label: 'Live', note: '', words: 'Live.' };
}
