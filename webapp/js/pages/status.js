import '../elements/connection-pill.js';
import '../elements/page-state.js';
import * as api from '../lib/api.js';
import { duration, size } from '../lib/format.js';

const KEPT_TOKEN = 'tripod.token';
const EVERY = 5_000;

const message = /** @type {import('../elements/page-state.js').PageState} */ (find('message'));
const pill = /** @type {import('../elements/connection-pill.js').ConnectionPill} */ (find('pill'));
const field = /** @type {HTMLInputElement} */ (find('token'));

/** What the words of `/health/ready` mean. @type {Record<string, [string, string, string]>} */
const STORES = {
  local: ['in this instance', 'Working alone', 'Everything works on this one instance. Its data ends with it.'],
  shared: ['in the shared store', 'All is well', 'Data is shared by all instances and outlives them.'],
  degraded: [
    'in this instance for now',
    'Degraded',
    'The shared store is away. This instance goes on, and writes back later.',
  ],
};

let timer = 0;

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id @param {string} words */
function put(id, words) {
  find(id).textContent = words;
}

async function refresh() {
  clearTimeout(timer);
  timer = setTimeout(refresh, EVERY);
  if (document.visibilityState === 'hidden') {
    return;
  }
  try {
    const ready = await api.readiness();
    showStore(ready);
    showFigures(await api.status(sessionStorage.getItem(KEPT_TOKEN) ?? ''));
    enter('shown', ready.store);
  } catch (error) {
    refused(error);
  }
}

/** @param {unknown} error */
function refused(error) {
  if (error instanceof api.ApiError && error.status === 401) {
    clearTimeout(timer);
    put('token-error', sessionStorage.getItem(KEPT_TOKEN) ? 'This is not the right token.' : '');
    sessionStorage.removeItem(KEPT_TOKEN);
    pill.show('quiet', 'Token needed');
    message.enter('token', 'The figures of this instance want a token.', 'Token needed - Status - Tripod');
    field.focus();
  } else {
    pill.show('unavailable', 'No answer');
    message.enter('stale', 'The server does not answer. Asking again by itself.', 'No answer - Status - Tripod');
  }
}

/** @param {string} state @param {string} store */
function enter(state, store) {
  const [, label, words] = STORES[store] ?? [store, store, ''];
  pill.show(store === 'degraded' ? 'unavailable' : 'ok', label);
  message.enter(state, words, `${label} - Status - Tripod`);
}

/** @param {{store: string, reason?: string, since?: string, pending?: number}} ready */
function showStore({ store, reason, since, pending }) {
  const [place] = STORES[store] ?? [store];
  put('store', reason ? `${place} (${reason})` : place);
  put('pending', String(pending ?? 0));
  const time = /** @type {HTMLTimeElement} */ (find('since'));
  time.dateTime = since ?? '';
  time.textContent = since
    ? new Date(since).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
    : 'start';
}

/** @param {any} figures */
function showFigures({ version, uptimeMs, pairings, memory }) {
  put('version', version);
  put('uptime', duration(Math.round(uptimeMs / 1_000)));
  put('pairings', String(pairings));
  const meter = /** @type {HTMLMeterElement} */ (find('memory'));
  meter.max = memory.max;
  meter.high = memory.max * 0.9;
  meter.value = memory.used;
  put('memory-words', `${size(memory.used)} of ${size(memory.max)}`);
}

find('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEPT_TOKEN, field.value.trim());
  field.value = '';
  refresh();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
refresh();
