import { describe, expect, it } from 'vitest';
import { readDepositTemplate } from '../../../../main/devices/receipt/deposit-receipt.ts';
import { readReceiptTemplate } from '../../../../main/devices/receipt/receipt-template.ts';
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

describe('what a template can hold', () => {
  const LINES = `language: ps
title: رسید
plurals: { pages: { one: "{count} پاڼه", other: "{count} پاڼې" } }
lines:
  - { kind: pair, own: { kind: title, text: رسید }, french: { kind: title, text: Reçu } }
  - { kind: list, each: file, items: ["{file}: {filePages}"] }
  - { kind: text, text: "{note}" }
  - { kind: qr, label: Reprendre, content: "{code}" }
`;
  const VOCABULARY = { words: ['code'], optional: ['note'], each: { file: ['file', 'filePages'] } };

  it('repeats the items of one list, pairs languages, and leaves out what is not known', () => {
    const template = readReceiptTemplate(LINES, VOCABULARY, 'Europe/Paris');
    if (!template.ok) throw new Error(template.error.detail);
    const { written } = template.value;
    const receipt = template.value.fill({
      words: { code: 'AB12' },
      each: {
        file: [
          { file: 'a.pdf', filePages: written.count('pages', 1) },
          { file: 'b.pdf', filePages: written.count('pages', 3) },
        ],
      },
    });
    expect(receipt.lines).toEqual([
      { kind: 'pair', own: { kind: 'title', text: 'رسید' }, french: { kind: 'title', text: 'Reçu' } },
      { kind: 'list', items: ['a.pdf: 1 پاڼه', 'b.pdf: 3 پاڼې'] },
      { kind: 'qr', label: 'Reprendre', content: 'AB12' },
    ]);
    // The calendar and the digits of French papers, whatever the language has.
    expect(written.day('2026-11-21T09:33:10Z')).toMatch(/2026.*21/);
  });

  it('writes a code in letters that no reader could read as squares', () => {
    const template = readReceiptTemplate(LINES, VOCABULARY);
    if (!template.ok) throw new Error(template.error.detail);
    const long = 'x'.repeat(301);
    expect(template.value.fill({ words: { code: long } }).lines.at(-1)).toEqual({
      kind: 'field',
      label: 'Reprendre',
      value: long,
    });
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

  it('says how to reach the service where the configuration does, and nothing empty where it does not', () => {
    expect(words(compose(SHIPPED_TEMPLATE))).not.toContain('Téléphone');
    const read = readDepositTemplate(SHIPPED_TEMPLATE, {
      service: {
        name: 'Service d’essai',
        address: '1 rue Sans-Nom, 00000 Nulle-Part',
        telephone: '01 99 00 00 00',
      },
    });
    if (!read.ok) throw new Error(read.error.detail);
    const said = words(read.value(FICTIONAL_DEPOSIT));
    expect(said).toContain('Service: Service d’essai');
    expect(said).toContain('Adresse: 1 rue Sans-Nom, 00000 Nulle-Part');
    expect(said).toContain('Téléphone: 01 99 00 00 00');
  });

  it('says in every state what becomes of the pages', () => {
    for (const delivery of [
      { state: 'saved' },
      { state: 'sending' },
      { state: 'refused' },
      { state: 'acknowledged', acknowledgement: 'FT-1', at: '2026-11-21T09:33:10Z' },
    ] as const) {
      const said = words(compose(SHIPPED_TEMPLATE, { ...FICTIONAL_DEPOSIT, delivery }));
      expect(said).toContain('la borne efface vos pages');
    }
  });

  it('has no sentence of more than twelve words', () => {
    const texts = [...SHIPPED_TEMPLATE.matchAll(/(?:text|label|value): "([^"]*)"/g)].map(
      ([, text = '']) => text,
    );
    const sentences = texts.flatMap((text) => text.replaceAll('\\u00A0', '\u00a0').split(/(?<=[.?!])\s+/));
    expect(texts.length).toBeGreaterThan(20);
    // The moment of an acknowledgement is one thing to read, like a number.
    const long = sentences.filter((one) => one.split(/[ ]+/).length > 12);
    expect(long).toEqual([]);
  });

  it('speaks of no kilobytes', () => {
    expect(SHIPPED_TEMPLATE).not.toMatch(/\b(ko|mo|octets?)\b/i);
  });
});
