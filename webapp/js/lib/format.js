/** @param {number} seconds @returns {string} such as `1:05` */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param {number} seconds @returns {string} such as `2 minutes`, for reading and for listening */
export function duration(seconds) {
  const [amount, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5_400
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 129_600
          ? [Math.round(seconds / 3_600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** @param {string | number | Date} time @returns {string} in this browser's words and zone */
export function moment(time) {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** @param {string} time @returns {string} in this browser's words and zone */
export function timeOfDay(time) {
  return new Date(time).toLocaleTimeString(undefined, { timeStyle: 'short' });
}

/** @param {number} value @returns {string} such as `12,345` */
export function count(value) {
  return Math.round(value).toLocaleString('en');
}

/** @param {number} bits @returns {string} such as `1.8 Mbit/s` */
export function bitrate(bits) {
  return bits >= 1e6 ? `${(bits / 1e6).toFixed(1)} Mbit/s` : `${Math.round(bits / 1000)} kbit/s`;
}

/** @param {number} bytes @returns {string} such as `34 MB` */
export function size(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/** @param {import('./stats.js').Figures} figures */
export function statsLine(figures) {
  return [
    figures.width > 0 && `${figures.width} × ${figures.height}`,
    `${figures.framesPerSecond} fps`,
    bitrate(figures.bitsPerSecond),
    figures.roundTrip > 0 && `${figures.roundTrip} ms`,
    figures.relayed && 'over a relay',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A name for files that sorts by time. @param {string} what @param {string} ending */
export function fileName(what, ending) {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${what} ${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.')}.${ending}`;
}

/** What this device is called as long as nobody says better, such as `Pixel 8` or `Chrome on Linux`. */
export function deviceName() {
  const agent = navigator.userAgent;
  const named = /Android [^;)]*; ([^;)]+?)(?: Build|\))/.exec(agent)?.[1];
  if (named && named !== 'K') {
    return named;
  }
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android phone'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['CrOS', 'Chromebook'],
    ['Linux', 'Linux'],
  ].find(([sign]) => agent.includes(sign))?.[1];
  if (/iPhone|iPad|Android/.test(agent)) {
    return system ?? 'Phone';
  }
  const browser = ['Firefox', 'Edg', 'Chrome', 'Safari'].find((name) => agent.includes(name))?.replace('Edg', 'Edge');
  return [browser ?? 'Browser', system].filter(Boolean).join(' on ');
}
