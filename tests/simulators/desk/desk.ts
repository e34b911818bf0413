import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type EsclSimulator, startEsclSimulator } from '../escl/escl-simulator.ts';
import { DeskReaders } from '../hid/desk-readers.ts';
import { type IppSimulator, startIppSimulator } from '../ipp/ipp-simulator.ts';
import { EMPTY_GLASS } from '../papers/paper-catalogue.ts';
import { type ReferencePlatform, startPlatform } from '../platform/platform.ts';
import { FolderSticks } from '../usb/folder-sticks.ts';
import { type Cable, layCable } from './cable.ts';
import { startControlServer } from './control-server.ts';
import { type DeskProfile, readersFolder, writeDeskConfiguration } from './desk-configuration.ts';
import { Tray } from './tray.ts';

/** Milliseconds that paper takes in a device of the usual kind; nothing where a test does not want to wait. */
const PACE_MS = {
  lifelike: { scannedPage: 1_200, printedPage: 1_500 },
  instant: { scannedPage: 0, printedPage: 20 },
} as const;

export interface DeskOptions {
  /** Folder for everything of the desk. Started again on the same folder, sticks and platform are as they were. */
  readonly folder: string;
  /** Loopback ports; chosen by the system where missing. */
  readonly ports?: {
    readonly control?: number;
    readonly scanner?: number;
    readonly printer?: number;
    readonly platform?: number;
  };
  readonly pace?: keyof typeof PACE_MS;
  /** Native part of the platform's database, where it is not the package's own. */
  readonly nativeBinding?: string;
  /** What the kiosk's configuration says otherwise than the desk would. */
  readonly profile?: DeskProfile;
  /** The account the kiosk runs as, where it is not the desk's own. */
  readonly kioskUser?: { readonly uid: number; readonly gid: number };
}

/** A whole desk: devices, sticks and platform on loopback, and the page to work them by hand. */
export interface Desk {
  readonly scanner: {
    /** eSCL root, as the kiosk is told it. */
    readonly url: string;
    readonly tray: Tray;
    readonly cable: Cable;
    /** Cover, jams, faults on the wire, what was asked. */
    readonly simulator: EsclSimulator;
  };
  readonly printer: {
    /** Address as the kiosk is told it. */
    readonly uri: string;
    readonly cable: Cable;
    readonly simulator: IppSimulator;
  };
  /** The stick `cle`, and the stick `cle-oubliee` that somebody left. */
  readonly sticks: FolderSticks;
  readonly readers: DeskReaders;
  readonly platform: ReferencePlatform;
  /** Page for a person, `http://127.0.0.1:…/`. */
  readonly controlUrl: string;
  /** The kiosk's configuration file for this desk. */
  readonly configFile: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** Starts the desk. Everything listens on 127.0.0.1 only; close it, it holds ports. */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  const { folder, ports = {} } = options;
  const pace = PACE_MS[options.pace ?? 'instant'];
  await mkdir(folder, { recursive: true });
  if (options.kioskUser !== undefined) {
    await chown(folder, options.kioskUser.uid, options.kioskUser.gid);
    await chmod(folder, 0o755);
  }
  // What the kiosk must not read lies in a folder of the desk's alone.
  const platformFolder = join(folder, 'platform');
  await mkdir(platformFolder, { recursive: true, mode: 0o700 });

  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const escl = await startEsclSimulator({
      // The job's address is given without host, or it would lead past the cable.
      manners: { pageMs: pace.scannedPage, location: 'path' },
      lid: EMPTY_GLASS,
    });
    closing.push(() => escl.close());
    const scannerCable = await layCable(escl.port, ports.scanner ?? 0);
    closing.push(() => scannerCable.switchOff());
    const ipp = await startIppSimulator();
    closing.push(() => ipp.close());
    const printerCable = await layCable(ipp.port, ports.printer ?? 0);
    closing.push(() => printerCable.switchOff());
    ipp.mechanism.behave({ pageMs: pace.printedPage });
    const platform = await startPlatform({
      port: ports.platform ?? 0,
      dataDir: platformFolder,
      nativeBinding: options.nativeBinding,
    });
    closing.push(() => platform.stop());
    const sticks = await FolderSticks.open(join(folder, 'sticks'));
    await sticks.add('cle', { label: 'CLE DE ZOE' });
    await sticks.add('cle-oubliee', { label: 'CLE OUBLIEE', capacityBytes: 8_000_000 });

    const readers = await DeskReaders.open(readersFolder(sticks.root));
    const dataDir = join(folder, 'kiosk');
    const configFile = join(folder, 'kiosk.yaml');
    const addresses = {
      scannerUrl: `http://127.0.0.1:${scannerCable.port}/eSCL`,
      printerUri: `ipp://127.0.0.1:${printerCable.port}/ipp/print`,
      sticksRoot: sticks.root,
      platformUrl: platform.url,
      platformRecipient: platform.recipient,
      dataDir,
    };
    await writeDeskConfiguration(configFile, addresses, options.profile ?? {});

    const parts = {
      scanner: {
        url: addresses.scannerUrl,
        tray: new Tray(escl.mechanism),
        cable: scannerCable,
        simulator: escl,
      },
      printer: { uri: addresses.printerUri, cable: printerCable, simulator: ipp },
      sticks,
      readers,
      platform,
    };
    const control = await startControlServer(parts, ports.control ?? 0);
    closing.push(() => control.close());
    return { ...parts, controlUrl: control.url, configFile, dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}
