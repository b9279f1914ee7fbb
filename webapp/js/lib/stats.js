/**
 * What a connection's figures say about the picture that comes in.
 * @typedef {object} Figures
 * @property {number} width
 * @property {number} height
 * @property {number} framesPerSecond
 * @property {number} bitsPerSecond since the figures before
 * @property {number} roundTrip in milliseconds; 0 while unknown
 * @property {boolean} relayed whether it comes over a TURN server
 * @property {number} received bytes so far
 * @property {number} at when these were read, in milliseconds
 */

/**
 * @param {RTCStatsReport} report
 * @param {Figures} [before]
 * @returns {Figures}
 */
export function figures(report, before) {
  const all = [...report.values()];
  const video = all.find((one) => one.type === 'inbound-rtp' && one.kind === 'video') ?? {};
  const pair = chosenPair(all);
  const received = video.bytesReceived ?? 0;
  const at = video.timestamp ?? 0;
  const same = before && received >= before.received && at > before.at;
  return {
    width: video.frameWidth ?? 0,
    height: video.frameHeight ?? 0,
    framesPerSecond: Math.round(video.framesPerSecond ?? 0),
    bitsPerSecond: same ? ((received - before.received) * 8_000) / (at - before.at) : 0,
    roundTrip: Math.round((pair?.currentRoundTripTime ?? 0) * 1000),
    relayed: all.some((one) => one.id === pair?.localCandidateId && one.candidateType === 'relay'),
    received,
    at,
  };
}

/** Firefox marks the pair itself, the others name it in the transport. @param {any[]} all */
function chosenPair(all) {
  const transport = all.find((one) => one.type === 'transport' && one.selectedCandidatePairId);
  return all.find(
    (one) => one.type === 'candidate-pair' && (one.id === transport?.selectedCandidatePairId || one.selected),
  );
}

/**
 * Why there is no connection, as far as the candidates tell.
 * @param {RTCStatsReport} report
 */
export function whyNot(report) {
  const all = [...report.values()];
  const of = (/** @type {string} */ type) => all.filter((one) => one.type === type);
  if (of('remote-candidate').length === 0) {
    return 'The other side has named no address yet.';
  }
  if (of('local-candidate').length === 0) {
    return 'This browser has no network address to offer.';
  }
  const relay = [...of('local-candidate'), ...of('remote-candidate')].some((one) => one.candidateType === 'relay');
  return relay
    ? 'Neither the direct way nor the relay answers.'
    : 'There is no direct way between the two networks, and no TURN server. One Wi-Fi for both usually helps.';
}
