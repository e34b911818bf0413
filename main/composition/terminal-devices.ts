import { join } from 'node:path';
import type { Configuration } from '../../kiosk-config/schema/read-configuration.ts';
import { configuredPrinter, configuredScanner } from '../devices/configured-devices.ts';
import { DEFAULT_PAPER_LIMIT_MS, type PaperMaker, paperMakerAside } from '../devices/receipt/paper-maker.ts';
import { readReceiptFonts } from '../devices/receipt/typeface.ts';
import { AlsaHeadphones } from '../devices/speech/alsa-headphones.ts';
import { createEspeakSpeech } from '../devices/speech/espeak-speech.ts';
import { openTerminalEngines, type TerminalEngines } from '../documents/terminal-engines.ts';
import { spawnUtilityEngine } from '../documents/utility-channel.ts';
import type { PrinterWithFacts, ScannerWithFacts } from '../ports/device-facts.ts';
import type { Headphones } from '../ports/headphones.ts';
import type { HidReader } from '../ports/hid-reader.ts';
import type { Speech } from '../ports/speech.ts';
import type { StickImport } from '../ports/stick-import.ts';
import type { UsbDrives } from '../ports/usb-drives.ts';
import { threads } from './threads.ts';

type Profile = Configuration['profile'];

/** What differs between the shipped kiosk and the one of the simulated desk: sticks and readers, which are not on the wire. */
export interface KioskParts {
  readonly usbDrives: (profile: Profile) => Promise<UsbDrives & StickImport>;
  /** Nothing where no reader is configured. */
  readonly hidReaders: (profile: Profile) => Promise<HidReader | undefined>;
}

/** The devices that the configuration names. */
export interface Devices {
  readonly scanner: ScannerWithFacts;
  readonly printer: PrinterWithFacts;
  readonly usb: UsbDrives & StickImport;
  readonly readers: HidReader | undefined;
  readonly papers: PaperMaker;
  readonly speech: Speech;
  /** Nothing where plugging headphones in is not to start the voice. */
  readonly headphones: Headphones | undefined;
  readonly engines: TerminalEngines;
}

/** Opens the devices of the configuration. Nothing is asked of those on the network yet. */
export async function openDevices(profile: Profile, appFolder: string, parts: KioskParts): Promise<Devices> {
  const fonts = readReceiptFonts(join(appFolder, 'assets', 'fonts'));
  const papers = paperMakerAside(fonts, threads(appFolder, 'paper-making.cjs'), DEFAULT_PAPER_LIMIT_MS);
  const engines = openTerminalEngines(
    (start) => spawnUtilityEngine(join(appFolder, 'main', 'document-engine.js'), start),
    profile.documents.text_layer,
  );
  return {
    scanner: configuredScanner(profile.scanner),
    printer: configuredPrinter(profile.printer, { papers, drawer: engines.drawer }),
    usb: await parts.usbDrives(profile),
    readers: await parts.hidReaders(profile),
    engines,
    papers,
    speech: createEspeakSpeech(),
    headphones: profile.voice.start === 'key' ? undefined : await AlsaHeadphones.open(),
  };
}
