import '../elements/change-list.js';
import '../elements/command-budget.js';
import '../elements/connection-pill.js';
import '../elements/instance-table.js';
import '../elements/page-state.js';
import '../elements/spark-line.js';
import * as api from '../lib/api.js';
import { duration, moment, size } from '../lib/format.js';

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

/** @type {Record<string, string>} */
const HEARING = { off: 'not listened to now', live: 'heard', deaf: 'not heard' };

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
  time.textContent = since ? moment(since) : 'start';
}

/** @param {any} figures as `/api/status` answers them */
function showFigures({ version, uptimeMs, store, hearing, latency, budget, hour, instances, changes, memory }) {
  const alone = store.store === 'local';
  put('hearing', alone ? 'none' : (HEARING[hearing] ?? hearing));
  put('latency', alone ? 'it is not asked' : latencyWords(latency));
  find('spending').classList.toggle('unneeded', alone);
  document.querySelectorAll('.asked').forEach((chart) => chart.toggleAttribute('hidden', alone));
  /** @type {any} */ (find('budget')).show(budget);
  for (const name of ['sessions', 'pairings', 'rooms', 'participants', 'commands']) {
    spark(name).show(hour[name]);
  }
  spark('latencies').show(hour.latencyMs);
  /** @type {any} */ (find('instances')).show(instances);
  /** @type {any} */ (find('changes')).show(changes);
  put('version', version);
  put('uptime', duration(Math.round(uptimeMs / 1_000)));
  showMemory(memory);
}

/** @param {string} id */
function spark(id) {
  return /** @type {import('../elements/spark-line.js').SparkLine} */ (find(id));
}

/** @param {{halfMs?: number, mostMs?: number, requests: number}} latency of the last five minutes */
function latencyWords({ halfMs, mostMs, requests }) {
  return requests === 0 ? 'none lately' : `${halfMs} ms, nine of ten within ${mostMs} ms`;
}

/** @param {{used: number, max: number}} memory */
function showMemory({ used, max }) {
  const meter = /** @type {HTMLMeterElement} */ (find('memory'));
  meter.max = max;
  meter.high = max * 0.9;
  meter.value = used;
  put('memory-words', `${size(used)} of ${size(max)}`);
}

find('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEPT_TOKEN, field.value.trim());
  field.value = '';
  refresh();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
refresh();
