import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { type KioskProfile, kioskProfile } from '../../../kiosk-config/schema/kiosk-profile.ts';
import { hashSecret } from '../../../main/storage/secret-hash.ts';
import { DESK_BADGES, DESK_PIN } from '../hid/desk-readers.ts';

/** Where the kiosk of the desk finds its devices. */
export interface DeskAddresses {
  readonly scannerUrl: string;
  readonly printerUri: string;
  readonly sticksRoot: string;
  readonly platformUrl: string;
  readonly platformRecipient: string;
  /** Folder that the kiosk makes for itself. */
  readonly dataDir: string;
}

/** Where the simulated readers are worked, beside the sticks. */
export function readersFolder(sticksRoot: string): string {
  return join(dirname(sticksRoot), 'readers');
}

/** What a desk may set otherwise in the kiosk's configuration, in the words of its file. */
export type DeskProfile = Partial<
  Pick<z.input<typeof kioskProfile>, 'terminal' | 'site' | 'theme' | 'idle' | 'display'>
> & {
  readonly dpi?: number;
  readonly colour?: 'colour' | 'grey';
};

let hashed: z.input<typeof kioskProfile>['staff'];

/** The team of the desk: its PIN and its badges, hashed once for all desks of a process. */
async function deskStaff(): Promise<z.input<typeof kioskProfile>['staff']> {
  hashed ??= {
    pin: await hashSecret(DESK_PIN),
    badges: [
      { opens: 'staff', hash: await hashSecret(DESK_BADGES.staff) },
      { opens: 'helper', hash: await hashSecret(DESK_BADGES.helper) },
    ],
  };
  return hashed;
}

/** Writes the configuration file of the desk's kiosk, checked by the schema that the kiosk itself reads it with. */
export async function writeDeskConfiguration(
  path: string,
  addresses: DeskAddresses,
  chosen: DeskProfile,
): Promise<KioskProfile> {
  const { dpi, colour, ...profile } = chosen;
  const content: z.input<typeof kioskProfile> = {
    terminal: 'bureau-simule',
    site: 'Bureau simulé de Valcastel',
    data_dir: addresses.dataDir,
    scanner: {
      kind: 'escl',
      url: addresses.scannerUrl,
      ...(dpi === undefined ? {} : { dpi }),
      ...(colour === undefined ? {} : { colour }),
    },
    printer: { kind: 'ipp', url: addresses.printerUri },
    usb: { mount_root: addresses.sticksRoot, unmount: 'umount' },
    staff: await deskStaff(),
    platform: { url: addresses.platformUrl, recipients: [addresses.platformRecipient] },
    display: { mode: 'window' },
    ...profile,
  };
  const parsed = kioskProfile.parse(content);
  await writeFile(
    path,
    `# Borne du bureau simulé ; écrit à chaque démarrage du bureau.\n${stringify(content)}`,
  );
  return parsed;
}
