import type { Reply } from '../../main/contract/bridge.ts';
import type { ChannelName, InputOf } from '../../main/contract/channels.ts';

/** The bridge seen as its requests alone, which lets a generic name pick its own input and reply. */
type Requests = { readonly [Name in ChannelName]: (input: InputOf<Name>) => Promise<Reply<Name>> };

/**
 * Makes one request to main. A rejected call means that main failed in a way it does not expect: the visitor is told
 * the same as for a request that main does not understand, and the screen stays usable.
 */
export async function sendRequest<Name extends ChannelName>(
  kiosk: Requests,
  name: Name,
  input: InputOf<Name>,
): Promise<Reply<Name>> {
  try {
    return await kiosk[name](input);
  } catch {
    return { ok: false, error: { code: 'bad-request' } };
  }
}
