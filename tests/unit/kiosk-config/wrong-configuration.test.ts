import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../kiosk-config/schema/read-configuration.ts';
import { ERROR_CODES } from '../../../main/domain/error-code.ts';

const SHIPPED = fileURLToPath(new URL('../../../kiosk-config', import.meta.url));

const GOOD = `terminal: essai-01
site: Agence d'essai
data_dir: /var/lib/borne
scanner: { kind: escl, url: "http://127.0.0.1:8080/eSCL" }
printer: { kind: ipp, url: "ipp://127.0.0.1:631/ipp/print" }
usb: { mount_root: /media/borne }
platform:
  url: https://plateforme.example/
  recipients: [age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg]
`;

let folder = '';
const file = (): string => join(folder, 'kiosk.yaml');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'borne-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): ReturnType<typeof readConfiguration> {
  writeFileSync(file(), text);
  return readConfiguration(file(), SHIPPED);
}

function problemOf(text: string): { line: number; sentence: string } | undefined {
  const result = read(text);
  return result.ok ? undefined : result.problems[0];
}

describe('the configuration of a terminal', () => {
  it('is read with what it leaves out filled in, and the shipped catalogue is sound', () => {
    const result = read(GOOD);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.value.profile).toMatchObject({
      theme: 'state',
      scanner: { dpi: 300, trust: { kind: 'system' } },
      display: { mode: 'kiosk' },
    });
    expect(result.value.documents.kinds).toHaveLength(7);
    expect(Object.keys(result.value.instructions).sort()).toEqual([...ERROR_CODES].sort());
  });

  it.each(['agence', 'france-services'])('has a sound model for staff to copy: %s', (name) => {
    const result = readConfiguration(join(SHIPPED, 'profiles', `${name}.yaml`), SHIPPED);
    expect(result.ok ? [] : result.problems).toEqual([]);
  });

  it('takes a scanner of SANE and a receipt printer on a roll', () => {
    const result = read(
      GOOD.replace(
        /scanner:.*/,
        'scanner: { kind: sane, device: "test:0", memory_folder: /run/borne }',
      ).replace(/printer:.*/, 'printer: { kind: escpos, host: 192.0.2.20, columns: 42 }'),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.value.profile).toMatchObject({
      scanner: { device: 'test:0', dpi: 300 },
      printer: { port: 9_100, codepage: 'windows1252', codepage_mapping: 'epson' },
    });
  });

  describe('a receipt printer', () => {
    const withPrinter = (printer: string): string =>
      GOOD.replace(/printer:.*/, `printer: { kind: escpos, ${printer} }`);

    it.each([
      ['on HID', 'hid: { vendor_id: 0x04b8, product_id: 0x0e99 }', { hid: { framing: 'padded' } }],
      ['of Star', 'host: 192.0.2.20, language: star-line', { language: 'star-line' }],
      ['on the printer class', 'device: /dev/usb/lp0', { language: 'esc-pos' }],
    ])('is taken %s', (_what, printer, expected) => {
      const result = read(withPrinter(printer));
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      expect(result.value.profile.printer).toMatchObject(expected);
    });

    it.each([
      ['nowhere', 'columns: 42', 'un seul des trois'],
      ['in two places', 'host: 192.0.2.20, hid: { vendor_id: 1, product_id: 2 }', 'un seul des trois'],
      ['without its product number', 'hid: { vendor_id: 0x04b8 }', 'product_id'],
      ['with a framing of its own', 'hid: { vendor_id: 1, product_id: 2, framing: other }', 'framing'],
      [
        'of Star with a code page that Star lacks',
        'host: 192.0.2.20, language: star-prnt, codepage: iso8859-15',
        'Star',
      ],
    ])('is refused %s', (_what, printer, word) => {
      expect(problemOf(withPrinter(printer))?.sentence).toContain(word);
    });
  });

  describe('a scanner that is found by its announcement', () => {
    const pin = `trust: { kind: pinned, sha256: "${'ab'.repeat(32)}" }`;
    const withScanner = (scanner: string): string =>
      GOOD.replace(/scanner:.*/, `scanner: { kind: escl, ${scanner} }`);
    const uuid = 'uuid: 1c852a4d-b800-1f08-abcd-0123456789ab';

    it('is looked for by UUID over TLS, or by name in the clear', () => {
      const secure = read(
        withScanner(`discover: { service: uscans, ${uuid}, network: 192.0.2.0/24 }, ${pin}`),
      );
      expect(secure).toMatchObject({ ok: true, value: { profile: { scanner: { both_sides: false } } } });
      expect(read(withScanner('discover: { service: uscan, name: Accueil, network: 192.0.2.0/24 }')).ok).toBe(
        true,
      );
      const both = 'discover: { service: uscan, name: Accueil, network: [192.0.2.0/24, "2001:db8::/64"] }';
      expect(read(withScanner(both)).ok).toBe(true);
    });

    it.each([
      [
        'an address and an announcement',
        `url: "http://192.0.2.1/eSCL", discover: { service: uscan, name: A, network: 192.0.2.0/24 }`,
        'un seul',
      ],
      ['neither address nor announcement', 'dpi: 300', 'scanner.discover'],
      [
        'a name and a UUID',
        `discover: { service: uscan, name: A, ${uuid}, network: 192.0.2.0/24 }`,
        'un seul',
      ],
      ['neither name nor UUID', 'discover: { service: uscan, network: 192.0.2.0/24 }', 'name ou uuid'],
      [
        'TLS without the certificate named',
        `discover: { service: uscans, ${uuid}, network: 192.0.2.0/24 }`,
        'pinned',
      ],
      [
        'a certificate without TLS',
        `discover: { service: uscan, ${uuid}, network: 192.0.2.0/24 }, ${pin}`,
        'sans TLS',
      ],
      ['a certificate for an address in the clear', `url: "http://192.0.2.1/eSCL", ${pin}`, 'sans TLS'],
      ['a network of one cable', `discover: { service: uscan, ${uuid}, network: "fe80::/10" }`, 'fe80'],
      ['no network', `discover: { service: uscan, ${uuid}, network: partout }`, 'réseau'],
      ['another service', `discover: { service: ipp, ${uuid}, network: 192.0.2.0/24 }`, 'uscan'],
    ])('is refused with %s', (_what, scanner, word) => {
      const problem = problemOf(withScanner(scanner));
      expect(problem?.line).toBe(4);
      expect(problem?.sentence).toContain(word);
    });
  });

  it('says that the file is missing', () => {
    expect(readConfiguration(join(folder, 'nowhere.yaml'), SHIPPED)).toMatchObject({
      ok: false,
      code: 'config-missing',
    });
  });

  it.each([
    ['a wrong address', GOOD.replace('http://127.0.0.1:8080/eSCL', 'file:///etc/passwd'), 4, 'scanner.url'],
    ['an unknown key', GOOD.replace('theme', 'theme').replace('site:', 'sitee: x\nsite:'), 1, 'sitee'],
    ['a missing part', GOOD.replace(/usb:.*\n/, ''), 1, 'usb'],
    ['a wrong recipient', GOOD.replace('age1lgg', 'age1xxO'), 9, 'recipients'],
    ['a relative folder', GOOD.replace('/var/lib/borne', 'borne'), 3, 'data_dir'],
    ['a platform in the clear', GOOD.replace('https://plat', 'http://plat'), 8, 'https://'],
    ['a key twice', `${GOOD}site: Autre\n`, 10, 'YAML'],
    ['no YAML', 'terminal: [', 1, 'YAML'],
    ['an alias', GOOD.replace("Agence d'essai", '&a x').replace('essai-01', '*a'), 1, ''],
  ])('names the line and the key of %s', (_what, text, line, word) => {
    const problem = problemOf(text);
    expect(problem?.line).toBe(line);
    expect(problem?.sentence).toContain(word);
  });

  it('tells every mistake at once', () => {
    const result = read(GOOD.replace('essai-01', 'É').replace('/media/borne', 'x'));
    expect(result.ok ? [] : result.problems.map((problem) => problem.line)).toEqual([1, 6]);
  });

  it('refuses a file that is far too large', () => {
    expect(problemOf(`${GOOD}# ${'x'.repeat(300_000)}`)?.sentence).toBe('Le fichier est trop grand.');
  });

  it('finds a destination that no file describes', () => {
    cpSync(SHIPPED, join(folder, 'catalogue'), { recursive: true });
    rmSync(join(folder, 'catalogue', 'destinations', 'actualisation.yaml'));
    writeFileSync(file(), GOOD);
    const result = readConfiguration(file(), join(folder, 'catalogue'));
    expect(result).toMatchObject({
      ok: false,
      code: 'config-invalid',
      problems: [{ sentence: "La destination « actualisation » n'existe pas." }],
    });
  });
});
