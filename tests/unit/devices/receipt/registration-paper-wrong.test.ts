import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { longSentences } from '../../../../kiosk-config/schema/journey-texts.ts';
import { readRegistrationReceipts } from '../../../../main/devices/receipt/registration-receipts.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import type {
  RegistrationFacts,
  RegistrationReceipts,
} from '../../../../main/ports/registration-receipts.ts';

function shippedTemplate(name: string): string | undefined {
  try {
    return readFileSync(new URL(`../../../../assets/receipts/${name}.yaml`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

function receipts(template = shippedTemplate): RegistrationReceipts {
  const read = readRegistrationReceipts({
    timeZone: 'Europe/Paris',
    journeys: ['inscription', 'mise-a-jour'],
    service: { name: 'Agence d’essai' },
    template,
  });
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

const FACTS: RegistrationFacts = {
  journey: 'inscription',
  title: 'M’inscrire',
  reference: 'K7WX-4CEJ-9QRT',
  confirmedAt: '2026-03-16T09:42:00Z',
  site: 'Agence d’essai',
  terminal: 'essai-01',
  answers: 12,
  files: [{ label: 'Titre de séjour', name: 'doc-titre-sejour-2026-03-16.pdf', pages: 2 }],
  toBring: ['CV'],
  appointment: { kind: 'accueil' },
  proposition: { sentence: 'Nous vous proposons un accompagnement.', destination: 'France Travail' },
  actualisation: {
    from: { year: 2026, month: 3, day: 28 },
    to: { year: 2026, month: 4, day: 15 },
    open: false,
    daysLeft: 12,
  },
  delivery: { state: 'saved' },
};

function words({ lines }: Receipt): string {
  return JSON.stringify(lines).replaceAll('\u00a0', ' ');
}

describe('the récépissé of a registration', () => {
  it('says one thing of the rendez-vous, never two', () => {
    const { done } = receipts();
    const said = (appointment: RegistrationFacts['appointment']) =>
      words(done({ ...FACTS, appointment }, 'fr'));
    const slot = {
      kind: 'creneau',
      day: 'jeudi 19 mars',
      time: '09:30',
      startsAt: '2026-03-19T09:30:00+01:00',
      place: 'Agence d’essai',
    } as const;
    expect(said({ kind: 'none' })).not.toMatch(
      /rendez-vous demandé|Vous serez appelé|Passez à l’accueil pour/,
    );
    expect(said({ kind: 'appel' })).toMatch(/Vous serez appelé/);
    expect(said({ kind: 'appel' })).not.toMatch(/Passez à l’accueil pour/);
    expect(said({ ...slot, phone: null })).not.toMatch(/Pour changer la date/);
    expect(said({ ...slot, phone: '01 99 00 00 00' })).toMatch(/Pour changer la date.{1,40}01 99 00 00 00/);
  });

  it('says what is known of the delivery and no more', () => {
    const { done } = receipts();
    expect(words(done(FACTS, 'fr'))).not.toContain('accusé réception');
    const delivery = { state: 'acknowledged', acknowledgement: 'AR-9', at: '2026-03-16T09:43:00Z' } as const;
    expect(words(done({ ...FACTS, delivery }, 'fr'))).toContain('sous le numéro AR-9');
  });

  it('names the papers given and those to bring', () => {
    const { done } = receipts();
    expect(words(done(FACTS, 'fr'))).toMatch(/Titre de séjour","value":"2 pages/);
    expect(words(done(FACTS, 'fr'))).toMatch(/À apporter la prochaine fois.{1,60}CV/);
    expect(words(done({ ...FACTS, files: [], toBring: [] }, 'fr'))).toContain(
      'Aucun papier n’a été numérisé',
    );
    expect(words(done({ ...FACTS, toBring: [] }, 'fr'))).not.toContain('À apporter');
  });

  it('gives the window of the actualisation and the days left', () => {
    const { done } = receipts();
    expect(words(done(FACTS, 'fr'))).toMatch(/28 mars 2026.{1,60}15 avril 2026.{1,60}commence dans 12 jours/);
    const open = { ...FACTS.actualisation, open: true, daysLeft: 1 };
    expect(words(done({ ...FACTS, actualisation: open }, 'fr'))).toContain('Il reste 1 jour pour la faire');
  });

  it('of an update proposes nothing', () => {
    const { done } = receipts();
    expect(words(done({ ...FACTS, journey: 'mise-a-jour', proposition: null }, 'fr'))).not.toContain(
      'propos',
    );
  });

  it('is in French where there are no texts of the language', () => {
    const without = (name: string) => (name.startsWith('texts/') ? undefined : shippedTemplate(name));
    expect(receipts(without).writtenIn('en')).toBe('fr');
    expect(receipts(without).writtenIn('fr-falc')).toBe('fr');
    expect(receipts().writtenIn('en')).toBe('en');
    expect(receipts().writtenIn('fr-falc')).toBe('fr-falc');
  });
});

describe('the paper of somebody who leaves', () => {
  const facts = {
    title: 'M’inscrire',
    leftAt: '2026-03-16T09:42:00Z',
    site: 'Agence d’essai',
    terminal: 'essai-01',
    toBring: [],
  };

  it('has the code and its end, or says that nothing is kept', () => {
    const { leaving } = receipts();
    const draft = { code: '1234 5678 9012 3456', keptUntil: '2026-03-31T09:42:00Z' };
    const kept = leaving({ ...facts, draft }, 'fr');
    expect(kept.lines).toContainEqual({
      kind: 'reference',
      label: 'Votre numéro pour reprendre',
      value: draft.code,
    });
    expect(kept.lines.find(({ kind }) => kind === 'qr')).toMatchObject({ content: draft.code });
    expect(words(kept)).toContain('mardi 31 mars 2026');
    const lost = words(leaving({ ...facts, draft: null }, 'fr'));
    expect(lost).toContain('Tout est effacé');
    expect(lost).not.toContain('Votre numéro');
  });
});

describe('templates', () => {
  it.each(['inscription', 'mise-a-jour', 'depart'])(
    'of %s have no sentence of more than twelve words',
    (name) => {
      const yaml = shippedTemplate(name) ?? '';
      const texts = [...yaml.matchAll(/(?:text|label|value): "([^"]*)"/g)].map(([, text = '']) => text);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.flatMap((text) => longSentences(text.replace(/\{\w+\}/g, 'valeur')))).toEqual([]);
    },
  );

  it.each(['inscription', 'depart'])('without %s stop the terminal from starting', (missing) => {
    const read = readRegistrationReceipts({
      journeys: ['inscription'],
      template: (name) => (name === missing ? undefined : shippedTemplate(name)),
    });
    expect(read).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
  });
});
