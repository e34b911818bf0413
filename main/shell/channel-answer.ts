import {
  CHANNELS,
  type ChannelName,
  type CodeOf,
  type InputOf,
  type OutputOf,
} from '../contract/channels.ts';
import type { Failure, Result } from '../domain/result.ts';

/** What a handler answers: the channel's output, or one of its declared codes. */
export type Answer<Name extends ChannelName> = Result<
  OutputOf<Name>,
  Failure<Exclude<CodeOf<Name>, 'bad-request'>>
>;

export type Handlers = {
  readonly [Name in ChannelName]: (input: InputOf<Name>) => Answer<Name> | Promise<Answer<Name>>;
};

/** Why a request was not taken, for the technical log. */
export type Refusal =
  | 'unknown-sender'
  | 'not-main-frame'
  | 'foreign-origin'
  | 'invalid-input'
  | 'handler-failed';

/**
 * Parses what the page sent, runs the handler, parses what it answers. `bad-request` where the input is not the channel's;
 * throws where a handler answers what its channel does not declare (a bug).
 */
export async function answer<Name extends ChannelName>(
  name: Name,
  handlers: Handlers,
  input: unknown,
  refused: (channel: ChannelName, why: Refusal) => void,
): Promise<{ ok: true; value: unknown } | { ok: false; error: { code: string } }> {
  const { input: inputSchema, output, errors } = CHANNELS[name];
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    refused(name, 'invalid-input');
    return { ok: false, error: { code: 'bad-request' } };
  }
  const handler = handlers[name] as (input: unknown) => Promise<Result<unknown>>;
  const result = await handler(parsed.data);
  if (result.ok) return { ok: true, value: output.parse(result.value) };
  if (!(errors as readonly string[]).includes(result.error.code)) {
    refused(name, 'handler-failed');
    throw new Error(`${name} answered ${result.error.code}, which it does not declare`);
  }
  // The detail is for the log of this machine, never for the page.
  return { ok: false, error: { code: result.error.code } };
}
