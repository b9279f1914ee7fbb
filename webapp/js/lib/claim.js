/**
 * What the phone knows of a pairing between scanning and having joined. It stands in sessionStorage, so that a claim
 * whose answer got lost, even by a reload, is repeated with the same id.
 *
 * @typedef {{token?: string, code?: string, claimId: string, name?: string}} Pending
 */

const PENDING = 'tripod.claim';
const LINK = /^#v1\.([A-Za-z0-9_-]+)$/;

/** Takes the token from the address, which it leaves at once. @returns {Pending | undefined} */
export function scanned() {
  const token = LINK.exec(location.hash)?.[1];
  if (location.hash !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return token ? remember({ token, claimId: claimId() }) : undefined;
}

/** What an earlier visit of this tab has begun. @returns {Pending | undefined} */
export function pending() {
  const kept = sessionStorage.getItem(PENDING);
  return kept ? JSON.parse(kept) : undefined;
}

/** @param {string} code as it was typed */
export const typed = (code) => remember({ code, claimId: claimId() });

/** @param {Pending} claim */
export function remember(claim) {
  sessionStorage.setItem(PENDING, JSON.stringify(claim));
  return claim;
}

export const forget = () => sessionStorage.removeItem(PENDING);

function claimId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
