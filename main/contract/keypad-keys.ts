/** What the page needs to know of a keypad, without the contract's schemas. */
export { type Keypad, keypadFunction, USUAL_KEYPAD } from '../domain/keypad.ts';
