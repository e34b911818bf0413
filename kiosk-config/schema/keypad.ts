import { z } from 'zod';
import {
  KEYPAD_FUNCTIONS,
  KEYPAD_KEYS,
  type KeypadFunction,
  type KeypadKey,
  USUAL_KEYPAD,
} from '../../main/domain/keypad.ts';

const NAMES: ReadonlySet<unknown> = new Set(KEYPAD_KEYS);

const key = z.custom<KeypadKey>((name) => NAMES.has(name), {
  error:
    'doit être une touche qui n’écrit rien : F1 à F24, ArrowUp, ArrowDown, ArrowLeft, ArrowRight, Enter, Escape, Help, Home, End, PageUp, PageDown, Insert, Clear, Pause ou ScrollLock',
});

/** The keypad beside the screen: what its keys send, as its maker says or as it was programmed. */
export const keypad = z
  .object({
    up: key.default(USUAL_KEYPAD.up),
    down: key.default(USUAL_KEYPAD.down),
    left: key.default(USUAL_KEYPAD.left),
    right: key.default(USUAL_KEYPAD.right),
    enter: key.default(USUAL_KEYPAD.enter),
    /** Back, as the button of the screen; closes what lies over the screen. */
    back: key.default(USUAL_KEYPAD.back),
    help: key.default(USUAL_KEYPAD.help),
    /** Starts the voice, then repeats the screen. */
    repeat: key.default(USUAL_KEYPAD.repeat),
    /** Starts the voice and silences it. */
    voice: key.default(USUAL_KEYPAD.voice),
    /** Goes to the button that leads on, without pressing it. */
    main: key.default(USUAL_KEYPAD.main),
    /** Sent by a keypad with a socket of its own when headphones go in, and when they go out. */
    plugged: key.exactOptional(),
    unplugged: key.exactOptional(),
  })
  .strict()
  .superRefine((keys, context) => {
    const holders = new Map<string, KeypadFunction>();
    for (const one of KEYPAD_FUNCTIONS) {
      const code = keys[one];
      if (code === undefined) continue;
      const other = holders.get(code);
      if (other === undefined) holders.set(code, one);
      else {
        const message = `est aussi la touche de « ${other} » (${code}) : une touche ne fait qu’une chose`;
        context.addIssue({ code: 'custom', path: [one], message });
      }
    }
  });
