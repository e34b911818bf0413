import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { renderCvA4 } from '../../../../main/devices/receipt/cv-a4.ts';
import { readCvPlan } from '../../../../main/devices/receipt/cv-plan.ts';
import { questionsOf } from '../../../../main/domain/registration/journey.ts';
import { journeyNamed } from '../../kiosk-config/journeys-shipped.ts';
import { SHIPPED_FONTS } from './receipt-fixture.ts';

const SHIPPED = readFileSync(new URL('../../../../assets/receipts/cv.yaml', import.meta.url), 'utf8');

function shippedPlan() {
  const plan = readCvPlan(SHIPPED);
  if (!plan.ok) throw new Error(plan.error.detail);
  return plan.value;
}

describe('the plan of the CV', () => {
  it('names questions that the registration asks, none of them sensitive', () => {
    const { name, contact, sought, sections, words } = shippedPlan();
    const asked = new Map(
      questionsOf(journeyNamed('inscription')).map((question) => [question.id, question]),
    );
    const named = [
      name.first,
      ...name.last,
      contact.question,
      ...Object.values(contact.by),
      sought,
      ...sections.flatMap(({ lines }) => lines.flat()),
      ...Object.keys(words),
    ];
    for (const id of named) expect(asked.get(id)?.sensitive, id).toBe(false);
  });

  it('has words for choices that there are', () => {
    const asked = new Map(
      questionsOf(journeyNamed('inscription')).map((question) => [question.id, question]),
    );
    for (const [id, choices] of Object.entries(shippedPlan().words)) {
      const question = asked.get(id);
      const known =
        question !== undefined && 'choices' in question ? question.choices.map((one) => one.id) : [];
      for (const choice of Object.keys(choices)) expect(known, id).toContain(choice);
    }
  });

  it.each([
    ['an unknown key', `${SHIPPED}\nphoto: oui\n`],
    [
      'an alias',
      SHIPPED.replace('title: "CV"', 'title: &t "CV"').replace('sought: metier-recherche', 'sought: *t'),
    ],
    ['no YAML', 'title: "CV'],
    ['a name that no question can have', SHIPPED.replace('sought: metier-recherche', 'sought: "../x"')],
  ])('is refused with %s', (_, yaml) => {
    expect(readCvPlan(yaml)).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
  });
});

describe('a CV', () => {
  it('of a name alone is one page', async () => {
    const pdf = await renderCvA4(
      { title: 'CV', name: 'Amel Essai', contact: [], sought: null, sections: [] },
      SHIPPED_FONTS,
    );
    const document = await PDFDocument.load(pdf);
    expect(document.getPageCount()).toBe(1);
    expect(document.getTitle()).toBe('CV Amel Essai');
  });
});
