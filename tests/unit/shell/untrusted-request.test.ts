import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, type ChannelName } from '../../../main/contract/channels.ts';
import { err, ok } from '../../../main/domain/result.ts';
import { answer, type Handlers, type Refusal } from '../../../main/shell/channel-answer.ts';
import { OutOfService } from '../../../main/shell/out-of-service.ts';

const names = Object.keys(CHANNELS) as ChannelName[];
const closed = new OutOfService(
  { code: 'config-missing', problems: ['Le fichier n’existe pas.'] },
  () => 0,
).requests();

describe('a request of the page', () => {
  it('never reaches its handler when it is not what the channel declares', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, input) => {
        const taken: unknown[] = [];
        const spies = Object.fromEntries(
          names.map((channel) => [
            channel,
            (given: unknown) => {
              taken.push(given);
              return err('not-now');
            },
          ]),
        ) as unknown as Handlers;
        const refusals: Refusal[] = [];
        const valid = CHANNELS[name].input.safeParse(input).success;
        if (valid) return;
        const reply = await answer(name, spies, input, (_channel, why) => refusals.push(why));
        expect(reply).toEqual({ ok: false, error: { code: 'bad-request' } });
        expect(taken).toEqual([]);
        expect(refusals).toEqual(['invalid-input']);
      }),
      { numRuns: 500 },
    );
  });

  it('is not taken with keys that the channel does not know', async () => {
    const reply = await answer('visit.start', closed, { purpose: 'send', admin: true }, () => {});
    expect(reply).toEqual({ ok: false, error: { code: 'bad-request' } });
  });

  it('is answered without the detail that is meant for the log', async () => {
    const handlers: Handlers = {
      ...closed,
      'visit.back': async () => err('not-now', '/var/lib/borne/visit'),
    };
    expect(await answer('visit.back', handlers, {}, () => {})).toEqual({
      ok: false,
      error: { code: 'not-now' },
    });
  });

  it('is a bug when the handler answers a code that its channel does not declare', async () => {
    const wrong = { ...closed, 'visit.back': () => err('scanner-jam') } as unknown as Handlers;
    await expect(answer('visit.back', wrong, {}, () => {})).rejects.toThrow('scanner-jam');
  });

  it('is a bug when the handler answers a value that its channel does not declare', async () => {
    const wrong = { ...closed, 'kiosk.snapshot': () => ok({ revision: -1 }) } as unknown as Handlers;
    await expect(answer('kiosk.snapshot', wrong, {}, () => {})).rejects.toThrow();
  });

  it('does nothing at a terminal that is out of service but show why', async () => {
    for (const name of names) {
      const inputs: Record<string, unknown> = { 'visit.start': { purpose: 'send' } };
      const reply = await answer(name, closed, inputs[name] ?? {}, () => {});
      if (name === 'kiosk.snapshot') {
        expect(reply).toMatchObject({
          ok: true,
          value: { visit: { step: 'out-of-service', code: 'config-missing' } },
        });
      } else expect(reply.ok).toBe(!(CHANNELS[name].errors as readonly string[]).includes('not-now'));
    }
  });
});
