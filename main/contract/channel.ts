import type { z } from 'zod';
import type { ErrorCode } from '../domain/error-code.ts';

/** One request from the screen to main: what it carries, what comes back, and how it may fail. */
export interface Channel<Input extends z.ZodType, Output extends z.ZodType, Code extends ErrorCode> {
  readonly input: Input;
  readonly output: Output;
  /** Closed: the handler may answer these codes and no other (`bad-request` is always possible). */
  readonly errors: readonly Code[];
}

/** Declares a channel; the types of `window.kiosk`, the preload function and the handler follow from it. */
export function channel<Input extends z.ZodType, Output extends z.ZodType, const Code extends ErrorCode>(
  declaration: Channel<Input, Output, Code>,
): Channel<Input, Output, Code> {
  return declaration;
}
