/** A call that the server refused, or that never reached it. */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status, 0 when no answer came
   * @param {string} problem the last part of the problem's type, such as `pairing-unknown`
   * @param {string} detail what the server says about it
   * @param {number} retryAfter seconds to wait, 0 when the server named none
   */
  constructor(status, problem, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  get passing() {
    return this.status === 0 || this.status >= 500;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} the answer's JSON, or null when it has none
 */
async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      ...headers,
      'X-Requested-With': 'tripod',
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => {
    throw new ApiError(0, 'unreachable', 'The server cannot be reached', 0);
  });
  const text = await response.text().catch(() => '');
  if (!response.ok) {
    throw refusal(response, text);
  }
  return text === '' ? null : JSON.parse(text);
}

/**
 * @param {Response} response
 * @param {string} text
 */
function refusal(response, text) {
  /** @type {{type?: string, detail?: string}} */
  let document = {};
  try {
    document = JSON.parse(text);
  } catch {
    // A proxy's own page; the status says enough.
  }
  return new ApiError(
    response.status,
    (document.type ?? '').split(':').at(-1) ?? '',
    document.detail ?? `The server answered ${response.status}`,
    Number(response.headers.get('Retry-After')) || 0,
  );
}

/**
 * @typedef {{id: string, name: string, kind: 'person' | 'camera'}} Session
 * @typedef {{id: string, room: string, code: string, link: string, qr: string, expiresInMs: number}} Offer
 * @typedef {{token?: string, code?: string}} Secret
 * @typedef {{desktop: string, room: string, role: 'camera' | 'viewer'}} Invitation
 */

/** Finds the session that there is, or starts one. @param {string} name @returns {Promise<Session>} */
export const startSession = (name) => call('POST', '/api/sessions', { name });

/** @returns {Promise<null>} */
export const endSession = () => call('DELETE', '/api/sessions/current');

/** @param {string} name @returns {Promise<{id: string, name: string}>} */
export const createRoom = (name) => call('POST', '/api/rooms', { name });

/** @param {string} id */
export const findRoom = (id) => call('GET', `/api/rooms/${encodeURIComponent(id)}`);

/**
 * What a browser hides when a room's socket is refused at the handshake.
 * @param {string} id
 * @returns {Promise<number>} the close code that the socket would have had, or 0 when there is hope
 */
export async function refusalOf(id) {
  try {
    await findRoom(id);
    return 0;
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    return status === 401 ? 4401 : status === 404 ? 4404 : 0;
  }
}

/** @param {string} room @param {string} participant */
export const removeParticipant = (room, participant) =>
  call('DELETE', `/api/rooms/${encodeURIComponent(room)}/participants/${encodeURIComponent(participant)}`);

/** @param {string} room @param {string} role @returns {Promise<Offer>} */
export const offerPairing = (room, role) => call('POST', '/api/pairings', { room, role });

/** @param {string} id @returns {Promise<{state: string, expiresInMs: number}>} */
export const findPairing = (id) => call('GET', `/api/pairings/${id}`);

/** @param {string} id */
export const cancelPairing = (id) => call('DELETE', `/api/pairings/${id}`);

/** Looks at a pairing without taking it. @param {Secret} secret @returns {Promise<Invitation>} */
export const lookUp = (secret) => call('POST', '/api/pairings/lookup', secret);

/**
 * Takes a pairing; the same again is harmless.
 * @param {Secret & {claimId: string, name: string}} claim
 * @returns {Promise<Invitation>}
 */
export const claim = (claim) => call('POST', '/api/pairings/claim', claim);

/** @returns {Promise<RTCIceServer[]>} */
export const iceServers = async () => (await call('GET', '/api/ice')).iceServers;

/** @returns {Promise<{store: string, reason?: string, since?: string, pending?: number}>} */
export const readiness = () => call('GET', '/health/ready');

/** @param {string} token empty for none */
export const status = (token) =>
  call('GET', '/api/status', undefined, token ? { Authorization: `Bearer ${token}` } : {});
