import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrationDossierSchema } from '../../kiosk-config/schema/dossier-registration.ts';
import { readCvPlan } from '../../main/devices/receipt/cv-plan.ts';
import { readRegistrationReceipts } from '../../main/devices/receipt/registration-receipts.ts';
import { readCode } from '../../main/documents/reading/read-code.ts';
import { LANGUAGE_CODES } from '../../main/domain/language.ts';
import type { Reading } from '../../main/domain/reading.ts';
import { err, ok, type Result } from '../../main/domain/result.ts';
import type { CvMaker } from '../../main/ports/cv-maker.ts';
import type { CodeToRead, PaperReader } from '../../main/ports/document-engine.ts';
import type { DraftContent, Drafts, KeptDraft } from '../../main/ports/drafts.ts';
import type { OfferedSlot, SlotSource } from '../../main/ports/platform.ts';
import type { RegistrationCheck } from '../../main/ports/registration-check.ts';
import type { RegistrationReceipts } from '../../main/ports/registration-receipts.ts';
import type { JourneyCatalogue } from '../../main/visit/registration/journey-catalogue.ts';
import type { DestinationChoice, DocumentKind } from '../../main/visit/visit-state.ts';
import { SHIPPED } from '../unit/kiosk-config/journeys-fixture.ts';
import { journeyNamed, shipped } from '../unit/kiosk-config/journeys-shipped.ts';

/** The journeys that ship, in the order of their tiles. */
export function shippedCatalogue(destination: DestinationChoice): JourneyCatalogue {
  return {
    offered: [journeyNamed('mise-a-jour'), journeyNamed('inscription')],
    texts: new Map(
      LANGUAGE_CODES.flatMap((code) => {
        const texts = shipped.texts.get(code);
        return texts === undefined ? [] : [[code, texts] as const];
      }),
    ),
    orientation: shipped.orientation.national,
    destination,
  };
}

/** Kinds of papers that the journeys ask for. */
export function paperKinds(destination: DestinationChoice): DocumentKind[] {
  return ['piece-identite', 'justificatif-domicile', 'titre-sejour', 'attestation-employeur', 'autre'].map(
    (id) => ({ id, label: `Papier ${id}`, hint: null, icon: 'other', destinations: [destination] }),
  );
}

/** Checks as the terminal does. */
export const checkRegistration: RegistrationCheck = (dossier) => {
  const schema = registrationDossierSchema(shipped.fields, shipped.fieldTexts);
  const checked = schema.safeParse(dossier);
  return checked.success ? ok(undefined) : err('dossier-invalid', checked.error.message);
};

/** The templates that ship. */
export function shippedReceipts(): RegistrationReceipts {
  const read = readRegistrationReceipts({
    timeZone: 'Europe/Paris',
    service: { name: 'Agence d’essai', telephone: '01 99 00 00 00' },
    journeys: ['mise-a-jour', 'inscription'],
    template: (name) => {
      try {
        return readFileSync(join(SHIPPED, '..', 'assets', 'receipts', `${name}.yaml`), 'utf8');
      } catch {
        return undefined;
      }
    },
  });
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

/** The plan that ships; the PDF is the CV's own words, so that a test can read them. */
export function shippedCvMaker(): CvMaker {
  const plan = readCvPlan(readFileSync(join(SHIPPED, '..', 'assets', 'receipts', 'cv.yaml'), 'utf8'));
  if (!plan.ok) throw new Error(plan.error.detail);
  return { plan: plan.value, render: async (cv) => Buffer.from(JSON.stringify(cv)) };
}

/** Rendez-vous that the test decides; out of reach until it does. */
export class TestSlots implements SlotSource {
  offered: readonly OfferedSlot[] | undefined;

  async slots(): ReturnType<SlotSource['slots']> {
    return this.offered === undefined ? err('platform-offline') : ok(this.offered);
  }
}

/** A reader that finds on every page what the test says. */
export class TestReader implements PaperReader {
  readings: readonly Reading[] = [];

  async read(): ReturnType<PaperReader['read']> {
    return ok(this.readings);
  }

  /** The shipped reading of codes: nothing of it needs a process of its own. */
  async readCode({ text, today }: CodeToRead): ReturnType<PaperReader['readCode']> {
    const reading = readCode(text, today);
    return ok(reading === undefined ? [] : [reading]);
  }

  async close(): Promise<void> {}
}

/** Drafts in memory, under codes that count up. */
export class TestDrafts implements Drafts {
  readonly shape = { groups: [4], alphabet: '0123456789' };
  readonly drafts = new Map<string, { readonly content: DraftContent; readonly kept: KeptDraft }>();
  full = false;
  wait = 0;
  #saved = 0;

  async save(content: DraftContent, former?: KeptDraft): Promise<Result<KeptDraft, { code: 'disk-full' }>> {
    if (this.full) return err('disk-full');
    this.#saved += 1;
    const code = former?.code ?? String(1000 + this.#saved);
    const kept = { id: code, code, keptUntil: '2026-12-06T09:00:00.000Z' };
    this.drafts.set(code, { content, kept });
    return ok(kept);
  }

  async open(typed: string): ReturnType<Drafts['open']> {
    if (!/^\d{4}(?: \d{4}){0,3}$/.test(typed)) return ok({ kind: 'mistyped' });
    if (this.wait > 0) return ok({ kind: 'wait', milliseconds: this.wait });
    const found = this.drafts.get(typed);
    return ok(found === undefined ? { kind: 'unknown' } : { kind: 'found', ...found });
  }

  async erase({ id }: KeptDraft): Promise<void> {
    this.drafts.delete(id);
  }

  kept(): number {
    return this.drafts.size;
  }
}
