import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { createEngineClient } from '../../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../../main/documents/node-channel.ts';
import { modelFile } from '../../../../main/documents/reading/model-files.ts';
import { SeededRandom } from '../../../simulators/papers/random.ts';
import { inventedHolder, linesOf, type SpecimenKind, scanSpecimen, specimen } from './specimens.ts';

const entry = fileURLToPath(new URL('../../../../main/documents/engine-process.ts', import.meta.url));
const reader = createEngineClient(() => spawnNodeEngine(entry));
const forever = new AbortController().signal;
const today = { year: 2026, month: 11, day: 21 };
afterAll(() => reader.close());
// The package would fetch its code from the network.
prepareZXingModule({ overrides: { wasmBinary: modelFile('zxing-wasm/writer/zxing_writer.wasm').buffer } });

const LYING: readonly (readonly [SpecimenKind, number, number])[] = [
  ['td1', 300, 3],
  ['td1', 200, 178],
  ['td2', 200, -6],
  ['td3', 300, 92],
  ['td3', 200, 1],
  ['cni-2x36', 300, -94],
  ['cni-2x36', 200, 7],
];

describe('papers on the glass', () => {
  it.each(LYING)('reads a %s at %d dpi that lies turned by %d degrees', async (kind, dpi, skewDegrees) => {
    const holder = inventedHolder(new SeededRandom(dpi + skewDegrees));
    const design = specimen(kind, linesOf(kind, holder), 5, { skewDegrees });
    const read = await reader.read({ bytes: await scanSpecimen(design, dpi), dpi, today }, forever);
    expect(read).toMatchObject({ ok: true, value: [{ source: 'mrz', format: kind, problems: [] }] });
    const [zone] = read.ok ? read.value : [];
    expect(zone?.source === 'mrz' && zone.answers['nom-famille']).toBe(
      holder.lastName.replace(/[ '-]/g, ' '),
    );
  });

  it('says the wrong check digit of a zone that was printed wrong', async () => {
    const holder = inventedHolder(new SeededRandom(8));
    const [upper = '', middle = '', lower = ''] = linesOf('td1', holder);
    const wrong = `${middle.slice(0, 6)}${(Number(middle[6]) + 1) % 10}${middle.slice(7)}`;
    const design = specimen('td1', [upper, wrong, lower], 5);
    const read = await reader.read({ bytes: await scanSpecimen(design, 300), dpi: 300, today }, forever);
    const [zone] = read.ok ? read.value : [];
    expect(zone?.source === 'mrz' && zone.problems).toContainEqual({
      field: 'birth-date',
      problem: 'check-digit-wrong',
    });
    expect(zone?.source === 'mrz' && zone.answers['date-naissance']).toBeUndefined();
  });

  it('finds a 2D-Doc before anything else, and takes a QR code for what it is', async () => {
    const document = 'DC04FR000001FFFF25470701FR60NATACHA\u001d62SPECIMEN\u001d\u001fAAAA';
    for (const [format, text, expected] of [
      [
        'DataMatrix',
        document,
        { source: '2d-doc', answers: { 'nom-famille': 'SPECIMEN' }, signature: 'not-checked' },
      ],
      [
        'QRCode',
        'https://exemple.invalid',
        { source: 'code', symbology: 'qr', text: 'https://exemple.invalid' },
      ],
    ] as const) {
      const { image } = await writeBarcode(text, { format, scale: 8 });
      const bytes = new Uint8Array((await image?.arrayBuffer()) ?? new ArrayBuffer(0));
      const read = await reader.read({ bytes, dpi: 300, today }, forever);
      expect(read).toMatchObject({ ok: true, value: [expected] });
    }
  });

  it('refuses what is no picture, with its code', async () => {
    const read = await reader.read({ bytes: new Uint8Array([1, 2, 3]), dpi: 300, today }, forever);
    expect(read).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });
});
