import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A recipient nobody has the identity of: what is sealed to it stays sealed. */
const NOBODY = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';

/** Writes the configuration of a terminal whose devices do not answer, and returns its path. */
export function bareConfiguration(folder: string): string {
  const file = path.join(folder, 'kiosk.yaml');
  const sticks = path.join(folder, 'sticks');
  mkdirSync(sticks, { recursive: true });
  // The kiosk runs under another account than the test.
  chmodSync(sticks, 0o777);
  // Port 9 of loopback (discard) refuses every connection.
  writeFileSync(
    file,
    `terminal: essai-01
site: Agence d’essai
data_dir: ${path.join(folder, 'data')}
scanner: { kind: escl, url: "http://127.0.0.1:9/eSCL" }
printer: { kind: ipp, url: "ipp://127.0.0.1:9/ipp/print" }
usb: { mount_root: ${sticks}, mount: system }
platform: { url: "http://127.0.0.1:9/", recipients: [${NOBODY}] }
`,
  );
  return file;
}
