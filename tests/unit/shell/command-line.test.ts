import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../main/shell/command-line.ts';

const FOLDER = '/opt/borne/app';

describe('an argument that opens the kiosk to others', () => {
  it.each([
    '--remote-debugging-port=9333',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--no-sandbox',
    '--disable-web-security',
    '--load-extension=/media/usb',
    '--user-data-dir=/media/usb',
    '-r',
    '/media/usb/other-app',
    'https://example.org',
  ])('is refused: %s', (argument) => {
    const [name] = argument.split('=');
    expect(readCommandLine([FOLDER, argument], FOLDER)).toEqual({ ok: false, refused: name });
  });

  it('is refused behind a taken one', () => {
    expect(readCommandLine(['--config=/etc/borne/kiosk.yaml', '--inspect'], FOLDER).ok).toBe(false);
  });
});

describe('arguments that are taken', () => {
  it('names the configuration file, with any sign in it', () => {
    expect(readCommandLine([FOLDER, '--config=/etc/borne/a=b.yaml'], FOLDER)).toEqual({
      ok: true,
      configFile: '/etc/borne/a=b.yaml',
    });
  });

  it('are none at all, in the usual case', () => {
    expect(readCommandLine([], FOLDER)).toEqual({ ok: true, configFile: undefined });
  });
});
