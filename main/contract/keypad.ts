import { z } from 'zod';
import { KEYPAD_FUNCTIONS, KEYPAD_KEYS } from '../domain/keypad.ts';

/** Which key of the terminal's keypad does what. */
export const keypad = z.partialRecord(z.enum(KEYPAD_FUNCTIONS), z.enum(KEYPAD_KEYS));
