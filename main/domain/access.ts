import type { LanguageCode } from './language.ts';

/** How the person of the moment reads, hears and types. Held by main for the visit, back to the terminal's own after it. */

/** Each is the one before made larger; `renderer/theme/text-size.ts` says by how much. */
export const TEXT_SIZES = ['normal', 'large', 'larger', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/** The identity's own colours; black on white; white on black. The last two reach 20:1 for text. */
export const CONTRASTS = ['normal', 'high', 'dark'] as const;
export type Contrast = (typeof CONTRASTS)[number];

/** Where the letters are on the on-screen keyboard. */
export const KEYBOARD_LAYOUTS = ['azerty', 'abc'] as const;
export type KeyboardLayout = (typeof KEYBOARD_LAYOUTS)[number];

/** How soon the same key counts again (EN 301 549, 5.8): always, or once in so long. */
export const SAME_KEY_CHOICES = ['always', 'half-second', 'second'] as const;
export type SameKey = (typeof SAME_KEY_CHOICES)[number];

/** Steps of the voice's rate and volume, from least to most. */
export const VOICE_STEPS = [1, 2, 3, 4, 5] as const;
export type VoiceStep = (typeof VOICE_STEPS)[number];

export interface VoiceSettings {
  readonly on: boolean;
  readonly rate: VoiceStep;
  readonly volume: VoiceStep;
}

export interface AccessSettings {
  readonly language: LanguageCode;
  readonly textSize: TextSize;
  readonly contrast: Contrast;
  /** Whether things may move on the screen. */
  readonly motion: boolean;
  readonly voice: VoiceSettings;
  readonly keyboard: KeyboardLayout;
  readonly sameKey: SameKey;
}

/** What the person changes; what is not named stays as it is. */
export interface AccessChange extends Partial<Omit<AccessSettings, 'voice'>> {
  readonly voice?: Partial<VoiceSettings>;
}

/** The voice as each visit finds it: silent, and never louder than the person before left it (EN 301 549, 5.1.3.13). */
const QUIET_VOICE: VoiceSettings = { on: false, rate: 3, volume: 4 };

/** What each visit starts with. */
export function initialAccess(language: LanguageCode, textSize: TextSize = 'normal'): AccessSettings {
  return {
    language,
    textSize,
    contrast: 'normal',
    motion: true,
    voice: QUIET_VOICE,
    keyboard: 'azerty',
    sameKey: 'always',
  };
}

/** The settings after a change. */
export function changedAccess(settings: AccessSettings, change: AccessChange): AccessSettings {
  return { ...settings, ...change, voice: { ...settings.voice, ...change.voice } };
}

/** Whether two settings are the same. */
export function sameAccess(one: AccessSettings, other: AccessSettings): boolean {
  return (
    one.language === other.language &&
    one.textSize === other.textSize &&
    one.contrast === other.contrast &&
    one.motion === other.motion &&
    one.keyboard === other.keyboard &&
    one.sameKey === other.sameKey &&
    one.voice.on === other.voice.on &&
    one.voice.rate === other.voice.rate &&
    one.voice.volume === other.voice.volume
  );
}
