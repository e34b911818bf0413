import { describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../../main/devices/receipt/deposit-receipt.ts';
import type { Receipt } from '../../../../main/domain/receipt.ts';
import { FICTIONAL_DEPOSIT, SHIPPED_TEMPLATE } from './receipt-fixture.ts';

function template(lines: string, language = 'fr'): string {
  return `language: ${language}
title: Essai
plurals: { pages: { one: "{count} page", other: "{count} pages" } }
lines:
${lines}`;
}

function compose(yaml: string, facts = FICTIONAL_DEPOSIT, timeZone = 'Europe/Paris'): Receipt {
  const read = readDepositTemplate(yaml, { timeZone });
  if (!read.ok) throw new Error(read.error.detail);
  return read.value(facts);
}

function words(receipt: Receipt): string {
  return receipt.lines
    .map((line) => {
      if ('text' in line) return line.text;
      return 'value' in line ? `${line.label}: ${line.value}` : '';
    })
    .join('\n');
}

describe('mistakes in a receipt template', () => {
  it.each([
    ['not YAML', 'lines: ['],
    ['empty', ''],
    ['an unknown word in braces', template('  - { kind: text, text: "Bonjour {prenom}" }')],
    ['a misspelt word in braces', template('  - { kind: field, label: Date, value: "{dat}" }')],
    ['a brace left open', template('  - { kind: text, text: "Le {date" }')],
    ['a word of a file outside `each: file`', template('  - { kind: text, text: "{file}" }')],
    [
      'the acknowledgement where there may be none',
      template('  - { kind: text, when: [saved, acknowledged], text: "{acknowledgement}" }'),
    ],
    ['an unknown kind of line', template('  - { kind: logo, text: "x" }')],
    ['an unknown state', template('  - { kind: text, when: [printed], text: "x" }')],
    ['an unknown key', template('  - { kind: text, text: "x", colour: red }')],
    ['a language nobody writes', template('  - { kind: text, text: "x" }', 'xx-nowhere-1')],
    ['no line', `${template('')}  []`],
    ['an alias', template('  - &a { kind: text, text: "x" }\n  - { kind: text, text: *b }')],
    ['far too long', template(`  - { kind: text, text: "${'x'.repeat(70_000)}" }`)],
  ])('refuses %s', (_, yaml) => {
    const read = readDepositTemplate(yaml);
    expect(read.ok ? 'accepted' : read.error.code).toBe('config-invalid');
  });

  it('names the line of the mistake', () => {
    const read = readDepositTemplate(
      template('  - { kind: text, text: "ok" }\n  - { kind: text, text: "{dat}" }'),
    );
    expect(read.ok ? '' : read.error.detail).toContain('lines.1');
  });
});

describe('the récépissé that ships', () => {
  it('never claims more than is known of the delivery', () => {
    expect(words(compose(SHIPPED_TEMPLATE))).toContain('Il partira dès que le réseau le permet');
    expect(words(compose(SHIPPED_TEMPLATE))).not.toContain('accusé réception');
    const sending = words(
      compose(SHIPPED_TEMPLATE, { ...FICTIONAL_DEPOSIT, delivery: { state: 'sending' } }),
    );
    expect(sending).toContain('L’envoi est en cours');
    expect(sending).not.toContain('accusé réception');
    const refused = words(
      compose(SHIPPED_TEMPLATE, { ...FICTIONAL_DEPOSIT, delivery: { state: 'refused' } }),
    );
    expect(refused).toContain('n’a pas pris votre document');
    expect(refused).not.toContain('rien d’autre à faire');
  });

  it('gives the number and the moment of the acknowledgement where there is one', () => {
    const receipt = compose(SHIPPED_TEMPLATE, {
      ...FICTIONAL_DEPOSIT,
      delivery: { state: 'acknowledged', acknowledgement: 'FT-2026-000042', at: '2026-11-21T09:33:10Z' },
    });
    expect(words(receipt)).toContain(
      'Le service a accusé réception le 21 novembre 2026 à 10:33 sous le numéro FT-2026-000042.',
    );
  });

  it('says in every state that it is not a decision', () => {
    for (const delivery of [
      { state: 'saved' },
      { state: 'sending' },
      { state: 'refused' },
      { state: 'acknowledged', acknowledgement: 'FT-1', at: '2026-11-21T09:33:10Z' },
    ] as const) {
      expect(words(compose(SHIPPED_TEMPLATE, { ...FICTIONAL_DEPOSIT, delivery }))).toContain(
        'Ceci n’est pas une décision.',
      );
    }
  });

  it('writes the day and the hour of the terminal, not of Greenwich', () => {
    const late = { ...FICTIONAL_DEPOSIT, confirmedAt: '2026-11-21T23:30:00Z' };
    expect(words(compose(SHIPPED_TEMPLATE, late))).toContain('dimanche 22 novembre 2026, 00:30');
    expect(words(compose(SHIPPED_TEMPLATE, late, 'America/Guadeloupe'))).toContain(
      'samedi 21 novembre 2026, 19:30',
    );
  });

  it('lists every file with its pages, one page in the singular', () => {
    const receipt = compose(SHIPPED_TEMPLATE, {
      ...FICTIONAL_DEPOSIT,
      files: [
        { name: 'a.pdf', pages: 1 },
        { name: 'b.pdf', pages: 4 },
      ],
    });
    expect(words(receipt)).toContain('Fichier: a.pdf (1\u00a0page)\nFichier: b.pdf (4\u00a0pages)');
    expect(words(receipt)).toContain('Pages: 5\u00a0pages');
  });

  it('reads no braces in what the visitor brings', () => {
    const receipt = compose(SHIPPED_TEMPLATE, {
      ...FICTIONAL_DEPOSIT,
      files: [{ name: '{reference}.pdf', pages: 1 }],
    });
    expect(words(receipt)).toContain('Fichier: {reference}.pdf');
  });

  it('writes an impossible moment as it came rather than failing', () => {
    const receipt = compose(SHIPPED_TEMPLATE, {
      ...FICTIONAL_DEPOSIT,
      delivery: { state: 'acknowledged', acknowledgement: 'FT-1', at: 'hier' },
    });
    expect(words(receipt)).toContain('accusé réception le hier');
  });

  it('speaks of no kilobytes', () => {
    expect(SHIPPED_TEMPLATE).not.toMatch(/\b(ko|mo|octets?)\b/i);
  });
});
