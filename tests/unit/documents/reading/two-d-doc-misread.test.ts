import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTwoDDoc } from '../../../../main/documents/reading/two-d-doc.ts';

/** Specimens as the ANTS publishes them in its specification, chapter of examples. */
const written = (text: string): string =>
  text.replaceAll('<GS>', '\u001d').replaceAll('<RS>', '\u001e').replaceAll('<US>', '\u001f');
const TAX_NOTICE = written(
  'DC04FR000001FFFF25472801FR432,75<GS>44227801234567845202146RETI PATRICK<GS>4A310720224Y145 RUE JULLIARD/ZASPECIMEN/78320/LEVIS STNOM<GS>4163198<GS>47300112345678948RETISOPHIE<GS>4907019877654324V3542<GS>4X3724<GS>4Z182<GS><US>MA2KMBNBSV5WZB6RC5TEP7OCQ2GW7JV2AIYGRCWCOZHM4DMTKPV3SWB2OL25JEW4QUYKTW3HIRALV3XSGWKRVGW7DYQUTW5THUCW4PQ',
);
const IDENTITY = written(
  'DC03FR000001092D1636070160NATACHA<GS>62SPECIMEN<GS>65P<GS>6607CD12304<GS>67FR68F6CFR<US>EYLJXYH5R3HYO5YWTMELK7P277KKOK5TTNB26S6UAPDH2KJGT37YXNDEZTGEK2LX3OSRNAXOP4UHFWHNTOU6LTOSBMX2EBCQ36UZ4FA',
);
const HOME = written(
  'DC03FR000001123F1636000126FR245700010MLLE/SAMPLE/ANGELA<GS>20<GS>21BAT 2 ETG 3<GS>227 PLACE DES SPECIMENS<GS>23<GS>25METZ<GS><US>3HJIYP3OAJ4LIZNQXCTZMNQPTT5C2XICTEF4UGJ3NDE2CWM7HJOEEK4ACIY4CZOO5ZOFG35APDZMZQFEAEBWRZTW4CBPG35JE2FJ4EY',
);

describe('what a 2D-Doc says', () => {
  it('reads a tax notice: fields of known length follow each other without a separator', () => {
    const reading = readTwoDDoc(TAX_NOTICE);
    expect(reading?.header).toEqual({
      version: 4,
      authority: 'FR00',
      certificate: '0001',
      issued: null,
      signed: '2026-02-16',
      documentType: '28',
      perimeter: '01',
      country: 'FR',
    });
    const values = Object.fromEntries((reading?.fields ?? []).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      43: '2,75',
      44: '2278012345678',
      45: '2021',
      46: 'RETI PATRICK',
      47: '3001123456789',
    });
    expect(reading?.problems).toEqual([]);
    // Which of « RETI PATRICK » is the family name is not said: no name is answered.
    expect(reading?.answers).toEqual({
      adresse: {
        kind: 'francaise',
        street: '145 RUE JULLIARD',
        complement: 'ZASPECIMEN',
        postcode: '78320',
        city: 'LEVIS STNOM',
      },
    });
  });

  it('reads an identity document', () => {
    expect(readTwoDDoc(IDENTITY)?.answers).toEqual({
      'nom-famille': 'SPECIMEN',
      prenoms: 'NATACHA',
      nationalite: 'francaise',
      'pays-nationalite': 'FR',
    });
    expect(readTwoDDoc(IDENTITY)?.header).toMatchObject({
      version: 3,
      issued: '2006-06-07',
      signed: '2015-07-27',
      country: null,
    });
  });

  it('reads the home of a proof of address, not whose name is on it', () => {
    expect(readTwoDDoc(HOME)?.answers).toEqual({
      adresse: {
        kind: 'francaise',
        street: '7 PLACE DES SPECIMENS',
        complement: 'BAT 2 ETG 3',
        postcode: '57000',
        city: 'METZ',
      },
    });
  });

  it('never claims that the signature is right', () => {
    expect(readTwoDDoc(IDENTITY)?.signature).toBe('not-checked');
    expect(readTwoDDoc(IDENTITY)?.fields.every(({ check }) => check === 'unchecked')).toBe(true);
  });

  it('answers nothing from a field that was cut', () => {
    const reading = readTwoDDoc(
      written('DC04FR000001FFFF25470701FR62SPECIMEN-AU-NOM-TRES-L<RS>60NATACHA<GS>'),
    );
    expect(reading?.problems).toEqual([{ field: '62', problem: 'truncated' }]);
    expect(reading?.answers).toEqual({ prenoms: 'NATACHA' });
  });

  it('says what it does not understand, and stops there', () => {
    const reading = readTwoDDoc(written('DC04FR000001FFFF25470701FR60NATACHA<GS>é!62SPECIMEN'));
    expect(reading?.problems).toEqual([{ field: '??', problem: 'not-understood' }]);
    expect(reading?.answers).toEqual({ prenoms: 'NATACHA' });
  });

  it('takes any text, and only what has the header for a 2D-Doc', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(readTwoDDoc(text) === undefined || text.startsWith('DC0')).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const reading = readTwoDDoc(`DC04FR000001FFFF25470701FR${text}`);
        expect(reading?.source).toBe('2d-doc');
      }),
    );
  });
});
