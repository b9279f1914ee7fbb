/** @typedef {{width: number, height: number, frameRate: number, bitrate: number}} Preset */

/** What one may choose, by name, from the least to the most. @type {Record<string, Preset>} */
export const PRESETS = {
  '480p15': { width: 854, height: 480, frameRate: 15, bitrate: 800_000 },
  '720p30': { width: 1280, height: 720, frameRate: 30, bitrate: 2_500_000 },
  '1080p30': { width: 1920, height: 1080, frameRate: 30, bitrate: 5_000_000 },
};

/**
 * This device's camera and microphone. Events: `stream` with a stream to show instead of the one before, and `change`
 * when something in `state` has changed. Asking for the camera fails with the browser's own error.
 */
export class Camera extends EventTarget {
  /** @type {MediaStream | undefined} */
  stream;

  #facing = 'environment';
  #preset = '720p30';
  #muted = false;
  #paused = false;
  #torch = false;
  #cameras = 0;

  /** What others are told. */
  get state() {
    return {
      camera: !this.stream ? 'off' : this.#paused ? 'paused' : 'live',
      facing: this.#facing,
      torch: this.#hasTorch() ? this.#torch : null,
      muted: this.#muted || this.stream?.getAudioTracks().length === 0,
      preset: this.#preset,
      presets: Object.keys(PRESETS),
      canFlip: this.#cameras > 1,
    };
  }

  /** The most that its picture may need, in bits per second. */
  get bitrate() {
    return PRESETS[this.#preset].bitrate;
  }

  /** Whether the device has ended the picture, as phones do behind a lock screen. */
  get ended() {
    return this.#video()?.readyState !== 'live';
  }

  /** Opens the camera, or opens it anew. */
  async open() {
    await this.#take({ facingMode: { ideal: this.#facing } });
  }

  async flip() {
    const turned = this.#facing === 'environment' ? 'user' : 'environment';
    const next = await this.#next(turned);
    this.#torch = false;
    // Many phones open only one camera at a time.
    this.#video()?.stop();
    await this.#take(next);
    this.#facing = this.#video()?.getSettings().facingMode ?? turned;
    this.#changed();
  }

  /** @param {boolean} on */
  async light(on) {
    // The torch is in browsers and not yet in the types.
    const constraint = /** @type {MediaTrackConstraintSet} */ ({ torch: on });
    await this.#video()?.applyConstraints({ ...this.#size(), advanced: [constraint] });
    this.#torch = on;
    this.#changed();
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.#muted = muted;
    this.#apply();
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    this.#apply();
  }

  /** @param {string} name one of `PRESETS`; others change nothing */
  async choose(name) {
    if (!Object.hasOwn(PRESETS, name)) {
      return;
    }
    this.#preset = name;
    await this.#video()?.applyConstraints(this.#size());
    this.#torch = false;
    if (this.stream) {
      this.#emit('stream');
    }
    this.#changed();
  }

  /** Gives camera and microphone back to the device. */
  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.#changed();
  }

  #video() {
    return this.stream?.getVideoTracks()[0];
  }

  #size() {
    const { width, height, frameRate } = PRESETS[this.#preset];
    return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate } };
  }

  /** The other side by name, or the next device where cameras have no sides. @param {string} turned */
  async #next(turned) {
    const settings = this.#video()?.getSettings();
    if (settings?.facingMode) {
      return { facingMode: { ideal: turned } };
    }
    const cameras = await videoInputs();
    const at = cameras.findIndex((camera) => camera.deviceId === settings?.deviceId);
    return { deviceId: { exact: cameras[(at + 1) % cameras.length]?.deviceId } };
  }

  /** @param {MediaTrackConstraints} which */
  async #take(which) {
    const video = { ...this.#size(), ...which };
    const sound = this.stream?.getAudioTracks().filter((track) => track.readyState === 'live') ?? [];
    const taken = await ask(video, sound.length === 0);
    this.#video()?.stop();
    this.stream = new MediaStream([...taken.getTracks(), ...sound]);
    this.#video()?.addEventListener('ended', () => this.#changed());
    this.#cameras = (await videoInputs()).length;
    this.#apply();
    this.#emit('stream');
  }

  #apply() {
    this.stream?.getVideoTracks().forEach((track) => (track.enabled = !this.#paused));
    this.stream?.getAudioTracks().forEach((track) => (track.enabled = !this.#paused && !this.#muted));
    this.#changed();
  }

  #hasTorch() {
    const capabilities = this.#video()?.getCapabilities?.() ?? {};
    return 'torch' in capabilities && Boolean(capabilities.torch);
  }

  #changed() {
    this.#emit('change');
  }

  /** @param {string} type */
  #emit(type) {
    this.dispatchEvent(new CustomEvent(type, { detail: this.stream }));
  }
}

/**
 * A picture without sound is better than none.
 * @param {MediaTrackConstraints} video
 * @param {boolean} sound
 */
async function ask(video, sound) {
  if (!navigator.mediaDevices) {
    throw new DOMException('Cameras need https', 'SecurityError');
  }
  if (sound) {
    try {
      return await navigator.mediaDevices.getUserMedia({ video, audio: true });
    } catch {
      // No microphone, or not allowed; the next line says whether the camera is the trouble.
    }
  }
  return navigator.mediaDevices.getUserMedia({ video });
}

async function videoInputs() {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter((device) => device.kind === 'videoinput');
}
