import '../elements/camera-stage.js';
import '../elements/connection-pill.js';
import '../elements/page-state.js';
import '../elements/pairing-offer.js';
import '../elements/participant-list.js';
import '../elements/room-invitation.js';
import * as api from '../lib/api.js';
import { on } from '../lib/events.js';
import { deviceName, duration } from '../lib/format.js';
import { kept, Lines } from '../lib/lines.js';
import { Receiver } from '../lib/receiver.js';
import { RoomSocket } from '../lib/room-socket.js';

/**
 * @typedef {import('../lib/room-socket.js').Participant} Participant
 * @typedef {'starting' | 'offering' | 'expired' | 'cancelled' | 'joining' | 'live' | 'paused' | 'away' | 'unavailable'
 *     | 'ended'} State
 */

const KEPT_ROOM = 'tripod.room';
const ROOMS = ['Amber', 'Blue', 'Coral', 'Green', 'Indigo', 'Olive', 'Plum', 'Rose', 'Sand', 'Teal', 'Violet', 'White'];
/** How long a phone that has claimed may take to come. */
const ARRIVAL = 20_000;
/** How long the room may be silent before that is worth a word. */
const SILENCE = 5_000;

const message = /** @type {import('../elements/page-state.js').PageState} */ (find('message'));
const pill = /** @type {import('../elements/connection-pill.js').ConnectionPill} */ (find('pill'));
const offer = /** @type {import('../elements/pairing-offer.js').PairingOffer} */ (find('offer'));
const invitation = /** @type {import('../elements/room-invitation.js').RoomInvitation} */ (find('invitation-place'));
const stage = /** @type {import('../elements/camera-stage.js').CameraStage} */ (find('stage'));
const list = /** @type {import('../elements/participant-list.js').ParticipantList} */ (find('participants'));

/** @type {Record<State, string>} */
const LABELS = {
  starting: 'Starting',
  offering: 'Waiting for a phone',
  expired: 'Code expired',
  cancelled: 'No code',
  joining: 'Connecting',
  live: 'Live',
  paused: 'Paused',
  away: 'Phone is away',
  unavailable: 'Unavailable',
  ended: 'Ended',
};

const OFFERING = 'The code is good for one phone.';

let room = { id: localStorage.getItem(KEPT_ROOM) ?? '', name: '' };
/** @type {RoomSocket | undefined} */
let socket;
/** @type {Lines<Receiver> | undefined} */
let lines;
/** Starts at the first trouble and doubles. */
let wait = 1;
let arrival = 0;
let silence = 0;
/** The camera that is here, or was here last. @type {Participant | undefined} */
let lastCamera;
/** What the button of a halt does. @type {() => void} */
let onAgain = start;
let retry = 0;

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {State} state @param {string} words */
function enter(state, words) {
  clearTimeout(retry);
  pill.show(state, LABELS[state]);
  const about = ['joining', 'live', 'paused', 'away'].includes(state) && lastCamera?.name;
  find('title').textContent = about || 'Use your phone as a camera';
  find('people').hidden = !socket || ['starting', 'ended'].includes(state);
  find('warning').hidden = find('warning').textContent === '' || !['offering', 'expired', 'cancelled'].includes(state);
  if (state !== 'joining') {
    clearTimeout(arrival);
  }
  message.enter(state, words, room.name ? `${LABELS[state]} - ${room.name}` : `${LABELS[state]} - Tripod`);
}

async function start() {
  enter('starting', '');
  try {
    await api.startSession(deviceName());
    room = await keptRoom();
    localStorage.setItem(KEPT_ROOM, room.id);
    wait = 1;
    connect();
  } catch (error) {
    halt(error, start);
  }
}

/** The room of the last visit if it is still there, else a new one. */
async function keptRoom() {
  try {
    if (room.id) {
      return await api.findRoom(room.id);
    }
  } catch (error) {
    if (!(error instanceof api.ApiError) || error.status !== 404) {
      throw error;
    }
  }
  return api.createRoom(`Room ${ROOMS[Math.floor(Math.random() * ROOMS.length)]}`);
}

/** Says what went wrong and what happens next. @param {unknown} error @param {() => void} action to repeat */
function halt(error, action) {
  const failure = error instanceof api.ApiError ? error : new api.ApiError(0, '', String(error), 0);
  onAgain = action;
  find('again').textContent = 'Try again';
  if (failure.passing) {
    const seconds = Math.max(failure.retryAfter, wait);
    wait = Math.min(30, wait * 2);
    const cause = failure.status === 503 ? 'The place where codes are kept cannot be reached.' : `${failure.message}.`;
    enter('unavailable', `${cause} Trying again by itself in ${duration(seconds)}.`);
    retry = setTimeout(action, seconds * 1_000);
  } else if (failure.status === 429) {
    enter('unavailable', `That was too often. Try again in ${duration(failure.retryAfter || 60)}.`);
  } else if (failure.status === 403) {
    onAgain = becomeDesktop;
    find('again').textContent = 'Use it as a desktop';
    enter('ended', 'This browser is a camera in another room. It cannot be a desktop at the same time.');
  } else if (failure.status === 401) {
    enter('ended', 'The session has ended.');
  } else {
    enter('unavailable', `${failure.message}.`);
  }
}

function connect() {
  socket = new RoomSocket(room.id, () => api.refusalOf(room.id));
  lines = new Lines(socket, ['camera'], kept(api.iceServers), openLine);
  on(socket, 'status', socketChanged);
  on(socket, 'welcome', welcomed);
  on(socket, 'joined', (frame) => joined(frame.participant));
  on(socket, 'left', (frame) => left(frame.participant, frame.reason));
  on(socket, 'state', render);
  on(socket, 'pairing', paired);
  on(socket, 'final', closed);
}

/** @param {'connecting' | 'open' | 'closed'} status */
function socketChanged(status) {
  document.documentElement.dataset.socket = status;
  if (status === 'connecting') {
    silence ||= setTimeout(() => message.say('Reconnecting. What you see may be old.'), SILENCE);
  } else {
    clearTimeout(silence);
    silence = 0;
  }
}

/** @param {import('../lib/sender.js').Post} post */
function openLine(post) {
  const receiver = new Receiver(post);
  stage.attach(receiver);
  on(receiver, 'connection', render);
  return receiver;
}

function theCamera() {
  return [...(socket?.participants.values() ?? [])].find((participant) => participant.role === 'camera');
}

function welcomed() {
  people();
  offer.check();
  invitation.offer.check();
  if (theCamera()) {
    render();
  } else if (message.state === 'starting') {
    makeOffer();
  } else if (message.state === 'offering') {
    message.say(OFFERING);
  } else if (['live', 'paused', 'joining'].includes(message.state)) {
    away('The phone is not here at the moment. It comes back by itself when it can.');
  }
}

/** @param {Participant} participant */
function joined(participant) {
  people();
  if (participant.role === 'camera') {
    render();
  } else {
    message.say(`${participant.name} has joined.`);
  }
}

/** @param {Participant} participant @param {string} reason */
function left(participant, reason) {
  people();
  if (participant.role !== 'camera') {
    message.say(`${participant.name} has left.`);
  } else if (theCamera()) {
    render();
  } else if (reason === 'removed') {
    stage.clear();
    makeOffer();
  } else if (reason === 'replaced') {
    expectPhone('Another phone takes over.');
  } else {
    away(
      reason === 'vanished'
        ? `${participant.name} has lost the connection. It comes back by itself when it can.`
        : `${participant.name} has left.`,
    );
  }
}

/** @param {string} words */
function away(words) {
  stage.clear();
  enter('away', words);
}

/** Shows what the room and the line say about the camera. */
function render() {
  const camera = theCamera();
  if (!camera || !lines) {
    return;
  }
  lastCamera = camera;
  clearTimeout(arrival);
  if (offer.pairing) {
    offer.cancel();
  }
  const { state, words } = stage.show(camera, lines.get(camera.id));
  enter(state, state === 'live' ? `Live in ${room.name}.` : words);
}

/** @param {{id: string, state: string}} frame */
function paired({ id, state }) {
  if (id === offer.pairing) {
    offer.settle(state);
  } else if (id === invitation.offer.pairing) {
    invitation.offer.settle(state);
  }
}

/** @param {string} words */
function expectPhone(words) {
  stage.expect();
  enter('joining', words);
  arrival = setTimeout(() => away('The phone has taken the code, but has not come yet.'), ARRIVAL);
}

async function makeOffer() {
  try {
    await offer.offer(room.id, 'camera');
    wait = 1;
    if (theCamera()) {
      render(); // it came meanwhile
    } else if (offer.pairing) {
      warnOf(new URL(offer.link));
      enter('offering', OFFERING);
    }
  } catch (error) {
    halt(error, error instanceof api.ApiError && error.status === 401 ? start : makeOffer);
  }
}

/** Phones give their camera to secure pages alone, and localhost is the phone itself. @param {URL} link */
function warnOf(link) {
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(link.hostname);
  const plain = link.protocol === 'http:';
  find('warning').textContent = local
    ? 'This link works on this computer only. For phones, set TRIPOD_PUBLIC_URL to the https address that they reach it by.'
    : plain
      ? 'Phones give their camera to https pages only. Set TRIPOD_PUBLIC_URL to an https address.'
      : '';
}

/** @param {string} state */
function offerSettled(state) {
  if (theCamera()) {
    return;
  }
  switch (state) {
    case 'claimed':
      expectPhone('Phone found. Connecting.');
      break;
    case 'expired':
      enter('expired', 'This code has expired.');
      break;
    case 'cancelled':
      enter('cancelled', 'This code was cancelled.');
      break;
  }
}

/** @param {number} code */
function closed(code) {
  stage.clear();
  invitation.close();
  offer.settle('ended');
  onAgain = start;
  find('again').textContent = 'Start again';
  if (code === 4404) {
    forgetRoom();
    start();
  } else if (code === 4409) {
    find('again').textContent = 'Use it here';
    enter('ended', 'This desktop is open in another window, which has taken over.');
  } else {
    forgetRoom();
    enter('ended', 'The session has ended.');
  }
}

function forgetRoom() {
  localStorage.removeItem(KEPT_ROOM);
  room = { id: '', name: '' };
  lastCamera = undefined;
  socket = undefined;
}

function people() {
  list.show(socket?.participants.values() ?? [], socket?.self?.id);
}

/** @param {string} participant */
async function remove(participant) {
  try {
    await api.removeParticipant(room.id, participant);
    if (message.state === 'away' && participant === lastCamera?.id) {
      lastCamera = undefined;
      makeOffer();
    }
  } catch (error) {
    message.say(`That did not work: ${/** @type {Error} */ (error).message}`);
  }
}

async function newRoom() {
  await offer.cancel();
  socket?.leave();
  lines?.close();
  stage.clear();
  forgetRoom();
  start();
}

/** Ends this browser's session as a camera. */
async function becomeDesktop() {
  try {
    await api.endSession();
    start();
  } catch (error) {
    halt(error, becomeDesktop);
  }
}

async function leaveSession() {
  try {
    await offer.cancel();
    await api.endSession();
    socket?.leave();
    lines?.close();
    closed(4401);
  } catch (error) {
    message.say(`That did not work: ${/** @type {Error} */ (error).message}`);
  }
}

on(stage, 'done', (words) => message.say(words));
on(offer, 'renew', makeOffer);
on(offer, 'settled', offerSettled);
on(offer, 'mark', (seconds) => message.say(`The code is good for ${seconds} more seconds.`));
on(stage, 'control', (control) => {
  const camera = theCamera();
  if (camera) {
    socket?.send('signal', { control }, camera.id);
  }
});
on(list, 'remove', remove);
find('remove').addEventListener('click', () => {
  if (lastCamera) {
    remove(lastCamera.id);
  }
});
find('invite').addEventListener('click', () => invitation.open(room.id, 'viewer'));
find('another').addEventListener('click', () => invitation.open(room.id, 'camera'));
find('pair-again').addEventListener('click', makeOffer);
find('new-room').addEventListener('click', newRoom);
find('end').addEventListener('click', leaveSession);
find('again').addEventListener('click', () => {
  clearTimeout(retry);
  onAgain();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && socket?.check());
addEventListener('pageshow', (event) => event.persisted && location.reload());
start();
