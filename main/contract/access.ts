import { z } from 'zod';
import { CONTRASTS, KEYBOARD_LAYOUTS, SAME_KEY_CHOICES, TEXT_SIZES, VOICE_STEPS } from '../domain/access.ts';
import { LANGUAGE_CODES } from '../domain/language.ts';

const step = z.literal(VOICE_STEPS);

const language = z.enum(LANGUAGE_CODES);
const textSize = z.enum(TEXT_SIZES);
const contrast = z.enum(CONTRASTS);
const keyboard = z.enum(KEYBOARD_LAYOUTS);
const sameKey = z.enum(SAME_KEY_CHOICES);

/** How the person of the moment reads, hears and types, and the languages there are to choose from. */
export const accessView = z.object({
  language,
  textSize,
  contrast,
  motion: z.boolean(),
  voice: z.object({ on: z.boolean(), rate: step, volume: step }),
  keyboard,
  sameKey,
  /** Those that staff left on, in their order; the page shows the ones it has texts for. */
  languages: z.array(language).min(1).max(LANGUAGE_CODES.length),
  speech: z.object({
    /** Languages that the terminal has a voice for. */
    languages: z.array(language).max(LANGUAGE_CODES.length),
    speaking: z.boolean(),
    /** The last words could not be said. */
    failed: z.boolean(),
  }),
});

/** One change or several; what is not named stays as it is. */
export const accessChange = z
  .object({
    language: language.exactOptional(),
    textSize: textSize.exactOptional(),
    contrast: contrast.exactOptional(),
    motion: z.boolean().exactOptional(),
    voice: z
      .object({
        on: z.boolean().exactOptional(),
        rate: step.exactOptional(),
        volume: step.exactOptional(),
      })
      .strict()
      .exactOptional(),
    keyboard: keyboard.exactOptional(),
    sameKey: sameKey.exactOptional(),
  })
  .strict();
