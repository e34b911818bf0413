import { beforeAll, describe, expect, test } from 'vitest';
import { type SelfSigned, selfSigned } from '../http/self-signed.ts';
import { startRig } from './scanner-rig.ts';

let own: SelfSigned;
let other: SelfSigned;
beforeAll(async () => {
  [own, other] = await Promise.all([selfSigned(), selfSigned()]);
});

describe('a scanner over https', () => {
  test('with the certificate named in the configuration scans', async () => {
    const rig = await startRig({ tls: own }, { trust: { kind: 'pinned', sha256: own.sha256 } });
    expect((await rig.scan()).result).toEqual({ ok: true, value: { pages: 1 } });
    expect(rig.count('DELETE', /ScanJobs/)).toBe(1);
    await rig.close();
  });

  test('with another certificate is not trusted, and is asked nothing', async () => {
    const rig = await startRig({ tls: own }, { trust: { kind: 'pinned', sha256: other.sha256 } });
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-untrusted' } });
    expect(rig.device.requests).toHaveLength(0);
    await rig.close();
  });

  test('that signs for itself is not trusted where the configuration says nothing', async () => {
    const rig = await startRig({ tls: own });
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-untrusted' } });
    expect(rig.device.requests).toHaveLength(0);
    await rig.close();
  });

  test('that hands out an http address for its job is refused', async () => {
    const rig = await startRig({ tls: own }, { trust: { kind: 'pinned', sha256: own.sha256 } });
    rig.device.failNext('post', {
      kind: 'location',
      location: `http://127.0.0.1:${rig.device.port}/eSCL/ScanJobs/1`,
    });
    expect((await rig.scan()).result).toMatchObject({ ok: false, error: { code: 'scanner-not-escl' } });
    await rig.close();
  });
});
