import { resolve } from 'node:path';

/**
 * The only arguments that the application takes. Chromium obeys switches that no fuse covers
 * (`--remote-debugging-port` gives the page away to anyone on the network), so everything unknown is refused.
 */
const TAKEN_SWITCHES: ReadonlySet<string> = new Set([
  '--config', // the terminal's configuration file
  '--ozone-platform', // x11 or wayland, set by the session that starts the kiosk
  '--disable-gpu', // terminals whose driver draws wrongly
  '--enable-speech-dispatcher', // the system's voices
]);

export type CommandLine =
  | { readonly ok: true; readonly configFile: string | undefined }
  | { readonly ok: false; readonly refused: string };

/**
 * Reads the arguments after the executable (`process.argv.slice(1)`). The first argument that is no switch may be the
 * application's folder, as a development runtime takes it.
 */
export function readCommandLine(args: readonly string[], appFolder: string): CommandLine {
  let configFile: string | undefined;
  for (const argument of args) {
    if (resolve(argument) === appFolder) continue;
    const [name = '', ...rest] = argument.split('=');
    if (!TAKEN_SWITCHES.has(name)) return { ok: false, refused: name };
    if (name === '--config') configFile = rest.join('=');
  }
  return { ok: true, configFile };
}
