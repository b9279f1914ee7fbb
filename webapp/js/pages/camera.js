import '../elements/camera-controls.js';
import '../elements/connection-pill.js';
import '../elements/join-form.js';
import '../elements/page-state.js';
import * as api from '../lib/api.js';
import { Awake } from '../lib/awake.js';
import { Camera } from '../lib/camera.js';
import { on } from '../lib/events.js';
import { kept, Lines } from '../lib/lines.js';
import { Sender } from '../lib/sender.js';
import { RoomSocket } from '../lib/room-socket.js';

/**
 * @typedef {'starting' | 'code' | 'confirm' | 'joining' | 'live' | 'paused' | 'no-permission' | 'replaced' | 'removed'
 *     | 'ended' | 'expired' | 'unavailable'} State
 */

const KEPT_ROOM = 'tripod.camera';

const message = /** @type {import('../elements/page-state.js').PageState} */ (find('message'));
const pill = /** @type {import('../elements/connection-pill.js').ConnectionPill} */ (find('pill'));
const form = /** @type {import('../elements/join-form.js').JoinForm} */ (find('form'));
const controls = /** @type {import('../elements/camera-controls.js').CameraControls} */ (find('controls'));
const video = /** @type {HTMLVideoElement} */ (find('video'));

/** @type {Record<State, string>} */
const LABELS = {
  starting: 'Starting',
  code: 'Not joined',
  confirm: 'Not joined',
  joining: 'Joining',
  live: 'Live',
  paused: 'Paused',
  'no-permission': 'No camera',
  replaced: 'Replaced',
  removed: 'Removed',
  ended: 'Ended',
  expired: 'Code expired',
  unavailable: 'Unavailable',
};

/** What to do about the errors of getUserMedia, by name. @type {Record<string, string>} */
const CAMERA_ERRORS = {
  NotAllowedError:
    'The camera is not allowed here. Allow it in the settings of this site (the icon beside the address), then try again.',
  NotFoundError: 'This device has no camera that the browser can find. Connect one, then try again.',
  NotReadableError: 'Another app is using the camera. Close it, then try again.',
  OverconstrainedError: 'The camera cannot do what was asked of it. Try again with another quality.',
  SecurityError: 'Phones give their camera to https pages only. Open the link with https.',
  AbortError: 'The camera did not start. Try again.',
};

const camera = new Camera();
const awake = new Awake();
/** @type {RoomSocket | undefined} */
let socket;
/** @type {Lines<Sender> | undefined} */
let lines;
let trouble = '';

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {State} state @param {string} words */
function enter(state, words) {
  pill.show(state, LABELS[state]);
  message.enter(state, words, `${LABELS[state]} - Camera - Tripod`);
  stayAwake();
  if (state !== 'live' && state !== 'paused') {
    dim(false);
  }
}

function stayAwake() {
  awake.keep(['joining', 'live'].includes(message.state) && document.visibilityState === 'visible');
}

function start() {
  if (!navigator.mediaDevices) {
    enter('unavailable', CAMERA_ERRORS.SecurityError);
    return;
  }
  const room = localStorage.getItem(KEPT_ROOM);
  if (!form.begin(!room) && room) {
    joined(room);
  }
}

/** @param {string} room */
function joined(room) {
  localStorage.setItem(KEPT_ROOM, room);
  enter('joining', 'Joining.');
  socket = new RoomSocket(room, () => api.refusalOf(room));
  lines = new Lines(socket, ['desktop', 'viewer'], kept(api.iceServers), (post) =>
    camera.stream ? new Sender(post, camera.stream, camera.bitrate) : undefined,
  );
  on(socket, 'status', socketChanged);
  for (const type of ['welcome', 'joined', 'left']) {
    on(socket, type, render);
  }
  on(socket, 'message', obey);
  on(socket, 'final', closed);
  open();
}

async function open() {
  trouble = '';
  await attempt(() => camera.open());
  render();
}

/** Does something with the camera and says what stands against it. @param {() => Promise<void>} what */
async function attempt(what) {
  try {
    await what();
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    const words = CAMERA_ERRORS[name] ?? `The camera does not start (${name}). Try again.`;
    if (camera.stream && !camera.ended) {
      message.say(words);
    } else {
      camera.close();
      trouble = words;
    }
  }
}

/** Shows what is so, here and in the room. */
function render() {
  const state = camera.state;
  controls.show(state);
  socket?.tell(trouble ? { ...state, camera: 'no-permission' } : state);
  if (trouble) {
    enter('no-permission', trouble);
  } else if (!socket || !camera.stream) {
    return;
  } else if (!socket.self) {
    enter('joining', 'Joining the room.');
  } else if (state.camera === 'paused') {
    enter('paused', 'Nothing is sent.');
  } else {
    enter('live', desktopIsThere() ? 'Others see this picture.' : 'Waiting for the desktop.');
  }
}

function desktopIsThere() {
  return [...(socket?.participants.values() ?? [])].some((one) => one.role === 'desktop');
}

/** @param {'connecting' | 'open' | 'closed'} status */
function socketChanged(status) {
  document.documentElement.dataset.socket = status;
  if (status === 'connecting' && ['live', 'paused'].includes(message.state)) {
    message.say('Reconnecting to the room. The picture goes on as long as it can.');
  }
}

/** Does what the desktop's buttons say; nobody else's. @param {any} frame */
function obey({ from, data }) {
  if (data?.control && socket?.participants.get(from)?.role === 'desktop') {
    control(data.control);
  }
}

/** @param {any} wanted */
function control({ flip, torch, muted, paused, preset }) {
  if (flip) {
    attempt(() => camera.flip());
  }
  if (typeof torch === 'boolean') {
    attempt(() => camera.light(torch));
  }
  if (typeof muted === 'boolean') {
    camera.mute(muted);
  }
  if (typeof paused === 'boolean') {
    camera.pause(paused);
  }
  if (typeof preset === 'string') {
    attempt(() => camera.choose(preset));
  }
}

/** @param {number} code */
function closed(code) {
  camera.close();
  video.srcObject = null;
  socket = undefined;
  lines = undefined;
  if (code !== 4409) {
    // which may be another window of this one, and that needs it
    localStorage.removeItem(KEPT_ROOM);
  }
  switch (code) {
    case 4409:
      enter('replaced', 'Another camera, or another window of this one, has taken over.');
      break;
    case 4403:
      enter('removed', 'The desktop has removed this camera.');
      break;
    case 1000:
      enter('ended', 'You have left. A new code brings you back.');
      break;
    default:
      enter('ended', 'The room has ended. A new code brings you back.');
  }
}

function leave() {
  socket?.leave();
  lines?.close();
  closed(1000);
}

/** @param {boolean} on */
function dim(on) {
  find('undim').hidden = !on;
  if (on) {
    find('undim').focus();
  }
}

on(form, 'step', ({ state, words }) => enter(state, words));
on(form, 'done', ({ room }) => joined(room));
on(camera, 'change', render);
on(camera, 'stream', (stream) => {
  video.srcObject = stream;
  for (const sender of lines?.values() ?? []) {
    sender.show(stream, camera.bitrate);
  }
  lines?.sync();
});
on(controls, 'control', control);
find('dim').addEventListener('click', () => dim(true));
find('undim').addEventListener('click', () => dim(false));
find('leave').addEventListener('click', leave);
find('again').addEventListener('click', () => {
  if (socket) {
    open();
  } else if (navigator.mediaDevices) {
    form.retry();
  } else {
    location.reload();
  }
});
document.addEventListener('visibilitychange', () => {
  stayAwake();
  if (document.visibilityState === 'visible') {
    socket?.check();
    if (camera.stream && camera.ended) {
      open();
    }
  }
});
addEventListener('hashchange', () => location.hash && location.reload());
addEventListener('pagehide', () => camera.close());
addEventListener('pageshow', (event) => event.persisted && location.reload());
start();
