import type { Headphones } from '../ports/headphones.ts';

/**
 * Starts the voice when somebody plugs headphones in, and silences it when they are pulled out: what was for one pair of ears
 * must not go on from a loudspeaker (EN 301 549, 5.1.3.2 and 5.1.3.9). A terminal whose socket cannot tell hears nothing of it.
 */
export class HeadphonesWatch {
  readonly #headphones: Headphones | undefined;
  readonly #onVoice: (on: boolean) => void;
  #unwatch: () => void = () => undefined;

  constructor(headphones: Headphones | undefined, onVoice: (on: boolean) => void) {
    this.#headphones = headphones;
    this.#onVoice = onVoice;
  }

  /** From now on; headphones that are already plugged in count as plugged in now. */
  start(): void {
    if (this.#headphones === undefined) return;
    let plugged = this.#headphones.presence() === 'plugged';
    this.#unwatch = this.#headphones.watch((presence) => {
      const before = plugged;
      plugged = presence === 'plugged';
      // Where another sound card came or went, nobody pulled anything out.
      if (plugged !== before) this.#onVoice(plugged);
    });
    if (plugged) this.#onVoice(true);
  }

  stop(): void {
    this.#unwatch();
  }
}
