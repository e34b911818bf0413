import { describe, expect, it } from 'vitest';
import type { KioskBridge } from '../../../main/contract/bridge.ts';
import { sendRequest } from '../../../renderer/bridge/send-request.ts';

/** A bridge of which only one request is used. */
function bridgeWith(end: KioskBridge['visit.end']): KioskBridge {
  return { 'visit.end': end } as KioskBridge;
}

describe('a request', () => {
  it('hands back what main answers', async () => {
    const refusal = { ok: false, error: { code: 'not-now' } } as const;
    expect(
      await sendRequest(
        bridgeWith(async () => refusal),
        'visit.end',
        {},
      ),
    ).toEqual(refusal);
  });

  it('becomes a refusal when the call itself fails, so that the screen stays usable', async () => {
    const broken = bridgeWith(() => Promise.reject(new Error('main is gone')));
    expect(await sendRequest(broken, 'visit.end', {})).toEqual({ ok: false, error: { code: 'bad-request' } });
  });
});
