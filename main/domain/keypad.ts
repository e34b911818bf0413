/**
 * A keypad for those who cannot see or reach the screen: nine keys with a tactile mark each, and three that some keypads
 * have beside them. Keypads send the codes of keys of a keyboard; which key does what is the terminal's configuration.
 */

/**
 * `repeat` starts the voice, then says the screen again; `voice` starts and silences it. `main` goes to the button that leads on.
 * `plugged` and `unplugged` are sent by keypads with a socket of their own when headphones go in and out.
 */
export const KEYPAD_FUNCTIONS = [
  'up',
  'down',
  'left',
  'right',
  'enter',
  'back',
  'help',
  'repeat',
  'voice',
  'main',
  'plugged',
  'unplugged',
] as const;
export type KeypadFunction = (typeof KEYPAD_FUNCTIONS)[number];

const FUNCTION_KEYS = [
  ...(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'] as const),
  ...(['F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24'] as const),
] as const;

/** Keys that write nothing, by their names in UI Events (`KeyboardEvent.key`): a keypad must not type into an answer. */
export const KEYPAD_KEYS = [
  ...(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'Escape', 'Help'] as const),
  ...(['Home', 'End', 'PageUp', 'PageDown', 'Insert', 'Clear', 'Pause', 'ScrollLock'] as const),
  ...FUNCTION_KEYS,
] as const;
export type KeypadKey = (typeof KEYPAD_KEYS)[number];

/** Which key does what; a function that is missing has no key. */
export type Keypad = Readonly<Partial<Record<KeypadFunction, KeypadKey>>>;

/** The keys of an ordinary keyboard, for a terminal that says nothing else. */
export const USUAL_KEYPAD = {
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  enter: 'Enter',
  back: 'Escape',
  help: 'F1',
  repeat: 'F2',
  voice: 'F3',
  main: 'F4',
} as const satisfies Keypad;

/**
 * What a key does here, by its name in UI Events. Keys of an ordinary keyboard keep their meaning where the terminal gives
 * them no other: somebody may plug one in.
 */
export function keypadFunction(key: string, keypad: Keypad): KeypadFunction | undefined {
  const bearing = (keys: Keypad): KeypadFunction | undefined =>
    KEYPAD_FUNCTIONS.find((one) => keys[one] === key);
  return bearing(keypad) ?? bearing(USUAL_KEYPAD);
}
