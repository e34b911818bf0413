import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { longSentences } from '../../../../kiosk-config/schema/journey-texts.ts';
import { readDepositTemplate } from '../../../../main/devices/receipt/deposit-receipt.ts';
import { readRegistrationReceipts } from '../../../../main/devices/receipt/registration-receipts.ts';
import { LANGUAGE_CODES } from '../../../../main/domain/language.ts';
import { createTranslations } from '../../../../renderer/i18n/translations.ts';
import { FICTIONAL_DEPOSIT, SHIPPED_TEMPLATE } from './receipt-fixture.ts';

const OTHERS = LANGUAGE_CODES.filter((code) => code !== 'fr');

function shipped(name: string): string | undefined {
  try {
    return readFileSync(new URL(`../../../../assets/receipts/${name}.yaml`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

const OPTIONS = { journeys: ['inscription', 'mise-a-jour'], template: shipped };

/** The shipped texts of one language changed, everything else as it ships. */
function withTexts(language: string, change: (yaml: string) => string): typeof OPTIONS.template {
  return (name) => (name === `texts/${language}` ? change(shipped(name) ?? '') : shipped(name));
}

describe('papers in another language', () => {
  it('are written in every language of the kiosk', () => {
    const read = readRegistrationReceipts(OPTIONS);
    if (!read.ok) throw new Error(read.error.detail);
    expect(LANGUAGE_CODES.filter((code) => read.value.writtenIn(code) !== code)).toEqual([]);
  });

  it.each(OTHERS)('have in %s no sentence of more than twelve words, and say who read them', (code) => {
    const texts: { reviewed: unknown; sentences: Record<string, string> } = parse(
      shipped(`texts/${code}`) ?? '',
    );
    expect(
      Object.values(texts.sentences).flatMap((said) => longSentences(said.replace(/\{\w+\}/g, 'valeur'))),
    ).toEqual([]);
    expect(texts.reviewed).toBeNull();
  });

  it.each(OTHERS)('have in %s no sentence that no paper says', (code) => {
    const papers = ['inscription', 'mise-a-jour', 'depart', 'depot', 'reponses', 'reponses-fin']
      .map((name) => JSON.stringify(parse(shipped(name) ?? '')))
      .join()
      .replaceAll('\u00A0', ' ');
    const texts: { sentences: Record<string, string> } = parse(shipped(`texts/${code}`) ?? '');
    const unused = Object.keys(texts.sentences).filter(
      (french) => !papers.includes(JSON.stringify(french).slice(1, -1)),
    );
    expect(unused).toEqual([]);
  });

  it.each(LANGUAGE_CODES)('name in %s the tile that brings answers back as the screen does', (code) => {
    const read = readRegistrationReceipts(OPTIONS);
    if (!read.ok) throw new Error(read.error.detail);
    const paper = read.value.leaving(
      {
        title: 'M’inscrire',
        leftAt: '2026-03-16T09:42:00Z',
        site: 'Agence d’essai',
        terminal: 'essai-01',
        draft: { code: '1234 5678 9012 3456', keptUntil: '2026-03-31T09:42:00Z' },
        toBring: [],
      },
      code,
    );
    const tile = createTranslations(code).t('welcome.resume');
    expect(JSON.stringify(paper.lines)).toContain(tile);
  });

  it('that lack a sentence stop the terminal from starting, and say which', () => {
    const template = withTexts('ar', (yaml) => yaml.replace(/^ {2}"Votre numéro pour reprendre": .*$/m, ''));
    const read = readRegistrationReceipts({ ...OPTIONS, template });
    expect(read).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
    expect(JSON.stringify(read)).toContain('Votre numéro pour reprendre');
  });

  it('may not say other facts than the French ones', () => {
    const template = withTexts('en', (yaml) => yaml.replace('kiosk {terminal}', 'kiosk {reference}'));
    expect(readRegistrationReceipts({ ...OPTIONS, template }).ok).toBe(false);
  });

  it('may not be those of another language than their name says', () => {
    const template = withTexts('en', (yaml) => yaml.replace('language: en', 'language: es'));
    expect(readRegistrationReceipts({ ...OPTIONS, template }).ok).toBe(false);
  });

  it('have dates in French digits and months of the language', () => {
    const composed = readDepositTemplate(SHIPPED_TEMPLATE, { timeZone: 'Europe/Paris', content: shipped });
    if (!composed.ok) throw new Error(composed.error.detail);
    const said = (code: (typeof LANGUAGE_CODES)[number]): string =>
      JSON.stringify(composed.value(FICTIONAL_DEPOSIT, code));
    expect(said('uk')).toContain('21 листопада 2026');
    expect(said('ar')).toMatch(/21.{1,10}نوفمبر.{1,10}2026/);
    for (const code of LANGUAGE_CODES) {
      expect(said(code)).toContain('2026');
      expect(said(code)).toContain('10:32');
      expect(said(code)).not.toMatch(/[٠-٩۰-۹]/);
    }
    expect(said('ru')).toContain('3 страницы');
    expect(said('fr-falc')).toContain('Votre papier de dépôt');
    expect(said('fr-falc')).toContain('3\u00A0pages');
  });
});
