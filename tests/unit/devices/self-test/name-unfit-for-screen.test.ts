import { describe, expect, it } from 'vitest';
import { printerAddress, scannerAddress } from '../../../../main/devices/configured-devices.ts';
import { screenName } from '../../../../main/devices/screen-name.ts';

describe('what a device calls itself', () => {
  it('comes on one line, without what would turn or hide text, and not too long', () => {
    expect(screenName('  Fictive\r\n\tMFC-1  ')).toBe('Fictive MFC-1');
    expect(screenName('A\u202eB\u200bC\u0000D\u2028E')).toBe('A B C D E');
    expect(screenName('e\u0301tage')).toBe('étage');
    expect([...screenName('🖨'.repeat(500))]).toHaveLength(80);
  });
});

describe('an address with a password', () => {
  const trust = { kind: 'system' } as const;

  it('is shown without it', () => {
    const url = 'https://staff:secret@192.0.2.7:8443/eSCL?key=secret#secret';
    expect(scannerAddress({ kind: 'escl', url, trust })).toBe('https://192.0.2.7:8443/eSCL');
    const uri = 'ipps://staff:secret@imprimante.example:8631/ipp/print';
    expect(printerAddress({ kind: 'ipp', url: uri, trust })).toBe('ipps://imprimante.example:8631/ipp/print');
  });
});
