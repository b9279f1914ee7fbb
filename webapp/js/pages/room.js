import '../elements/connection-pill.js';
import '../elements/join-form.js';
import '../elements/page-state.js';
import '../elements/participant-list.js';
import { VideoTile } from '../elements/video-tile.js';
import * as api from '../lib/api.js';
import { condition } from '../lib/condition.js';
import { on } from '../lib/events.js';
import { kept, Lines } from '../lib/lines.js';
import { Receiver } from '../lib/receiver.js';
import { RoomSocket } from '../lib/room-socket.js';

/**
 * @typedef {import('../lib/room-socket.js').Participant} Participant
 * @typedef {'starting' | 'code' | 'confirm' | 'empty' | 'live' | 'removed' | 'ended' | 'unavailable'} State
 */

const KEPT_ROOM = 'tripod.watched';
/** How long the room may be silent before that is worth a word. */
const SILENCE = 5_000;

const message = /** @type {import('../elements/page-state.js').PageState} */ (find('message'));
const pill = /** @type {import('../elements/connection-pill.js').ConnectionPill} */ (find('pill'));
const form = /** @type {import('../elements/join-form.js').JoinForm} */ (find('form'));
const list = /** @type {import('../elements/participant-list.js').ParticipantList} */ (find('participants'));

/** @type {Record<State, string>} */
const LABELS = {
  starting: 'Starting',
  code: 'Not joined',
  confirm: 'Not joined',
  empty: 'No camera',
  live: 'Watching',
  removed: 'Removed',
  ended: 'Ended',
  unavailable: 'Unavailable',
};

/** @type {RoomSocket | undefined} */
let socket;
/** @type {Lines<Receiver> | undefined} */
let lines;
let roomName = '';
let silence = 0;
/** @type {Map<string, VideoTile>} */
const tiles = new Map();

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {State} state @param {string} words */
function enter(state, words) {
  pill.show(state, LABELS[state]);
  find('title').textContent = roomName || 'Watch a room';
  message.enter(state, words, `${LABELS[state]} - ${roomName || 'Tripod'}`);
}

function start() {
  const room = localStorage.getItem(KEPT_ROOM);
  if (!form.begin(!room) && room) {
    joined(room);
  }
}

/** @param {string} room */
function joined(room) {
  localStorage.setItem(KEPT_ROOM, room);
  enter('starting', 'Joining.');
  socket = new RoomSocket(room, () => api.refusalOf(room));
  lines = new Lines(socket, ['camera'], kept(api.iceServers), openLine);
  on(socket, 'status', socketChanged);
  on(socket, 'welcome', (frame) => {
    roomName = frame.room.name;
    render();
  });
  for (const type of ['joined', 'left', 'state']) {
    on(socket, type, render);
  }
  on(socket, 'final', closed);
}

/** @param {import('../lib/sender.js').Post} post @param {Participant} camera */
function openLine(post, camera) {
  const receiver = new Receiver(post);
  on(receiver, 'stream', (stream) => tileOf(camera).play(stream));
  on(receiver, 'connection', render);
  return receiver;
}

/** @param {Participant} camera */
function tileOf(camera) {
  let tile = tiles.get(camera.id);
  if (!tile) {
    tile = new VideoTile();
    tiles.set(camera.id, tile);
    find('tiles').append(tile);
  }
  return tile;
}

function render() {
  const participants = [...(socket?.participants.values() ?? [])];
  const cameras = participants.filter((participant) => participant.role === 'camera');
  for (const [id, tile] of tiles) {
    if (!cameras.some((camera) => camera.id === id)) {
      tile.remove();
      tiles.delete(id);
    }
  }
  for (const camera of cameras) {
    const { state, label, note } = condition(camera, lines?.get(camera.id)?.connected ?? false);
    tileOf(camera).show({ name: camera.name, state, label, note });
  }
  list.show(participants, socket?.self?.id);
  if (cameras.length === 0) {
    enter('empty', 'Waiting for a camera.');
  } else {
    enter('live', cameras.length === 1 ? 'One camera is here.' : `${cameras.length} cameras are here.`);
  }
}

/** @param {'connecting' | 'open' | 'closed'} status */
function socketChanged(status) {
  document.documentElement.dataset.socket = status;
  if (status === 'connecting') {
    silence ||= setTimeout(() => (find('banner').hidden = false), SILENCE);
  } else {
    clearTimeout(silence);
    silence = 0;
    find('banner').hidden = true;
  }
}

/** @param {number} code */
function closed(code) {
  if (code !== 4409) {
    // which is another window of this one, and that needs it
    localStorage.removeItem(KEPT_ROOM);
  }
  socket = undefined;
  lines = undefined;
  tiles.forEach((tile) => tile.remove());
  tiles.clear();
  roomName = '';
  switch (code) {
    case 4403:
      enter('removed', 'The desktop has removed you from the room.');
      break;
    case 4409:
      enter('ended', 'This room is open in another window, which has taken over.');
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

on(form, 'step', ({ state, words }) => {
  const states = /** @type {Record<string, State>} */ ({ joining: 'starting', expired: 'code' });
  enter(states[state] ?? state, words);
});
on(form, 'done', ({ room }) => joined(room));
find('again').addEventListener('click', () => form.retry());
find('leave').addEventListener('click', leave);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && socket?.check());
addEventListener('hashchange', () => location.hash.startsWith('#v1.') && location.reload());
addEventListener('pageshow', (event) => event.persisted && location.reload());
start();
