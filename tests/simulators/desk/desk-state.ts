import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dossierManifestSchema, MANIFEST_NAME } from '../../../main/storage/dossier-manifest.ts';
import type { Paper } from '../papers/paper-catalogue.ts';
import type { StoredDossier } from '../platform/dossier-register.ts';
import { filesBelow, type StickView } from '../usb/folder-sticks.ts';
import type { Desk } from './desk.ts';

/** The parts of a desk that its page shows and works. */
export type DeskParts = Pick<Desk, 'scanner' | 'printer' | 'sticks' | 'readers' | 'platform'>;

interface NamedPaper {
  readonly id: string;
  readonly title: string;
}

export interface ReceivedDossier {
  readonly reference: string;
  readonly acknowledgement: string;
  readonly receivedAt: string;
  readonly documentKind: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Everything the page shows, as one plain value. */
export interface DeskState {
  readonly scanner: {
    readonly on: boolean;
    readonly coverOpen: boolean;
    readonly trouble: string | null;
    readonly glass: NamedPaper | null;
    readonly feeder: readonly NamedPaper[];
  };
  readonly printer: {
    readonly on: boolean;
    readonly conditions: readonly string[];
    readonly jobs: readonly {
      readonly id: number;
      readonly name: string;
      readonly state: number;
      readonly bytes: number;
      readonly createdAt: number;
    }[];
  };
  readonly sticks: readonly StickView[];
  readonly platform: {
    readonly online: boolean;
    readonly helpCalls: number;
    readonly dossiers: readonly ReceivedDossier[];
  };
}

function named({ id, title }: Paper): NamedPaper {
  return { id, title };
}

async function received(dossier: StoredDossier): Promise<ReceivedDossier> {
  const manifest = dossierManifestSchema.parse(
    JSON.parse(await readFile(join(dossier.folder, MANIFEST_NAME), 'utf8')),
  );
  const { reference, acknowledgement, receivedAt } = dossier;
  return {
    reference,
    acknowledgement,
    receivedAt,
    documentKind: manifest.documentKind,
    files: (await filesBelow(dossier.folder, '')).filter(({ path }) => path !== MANIFEST_NAME),
  };
}

/** How the desk stands now. */
export async function deskState({ scanner, printer, sticks, platform }: DeskParts): Promise<DeskState> {
  const { mechanism } = scanner.simulator;
  return {
    scanner: {
      on: scanner.cable.on,
      coverOpen: mechanism.coverOpen,
      trouble: mechanism.trouble ?? null,
      glass: scanner.tray.glass === undefined ? null : named(scanner.tray.glass),
      feeder: scanner.tray.feeder.map(named),
    },
    printer: {
      on: printer.cable.on,
      conditions: printer.simulator.mechanism.conditions,
      jobs: printer.simulator.mechanism.jobs.map(({ id, name, state, document, createdAt }) => ({
        id,
        name,
        state,
        bytes: document.length,
        createdAt,
      })),
    },
    sticks: await sticks.view(),
    platform: {
      online: platform.isOnline(),
      helpCalls: platform.helpCalls().length,
      dossiers: await Promise.all(platform.dossiers().map(received)),
    },
  };
}
