import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inWorkspace, kernels } from '../../../../main/documents/kernels/workspace.ts';

const levels = fc.uint8Array({ minLength: 1, maxLength: 90 });

it('counts the levels between black and white and neither of those, to the last pixel', () => {
  fc.assert(
    fc.property(
      levels,
      fc.integer({ min: 0, max: 127 }),
      fc.integer({ min: 128, max: 255 }),
      (data, low, high) => {
        const found = inWorkspace((space) => kernels.countBetween(space.put(data), data.length, low, high));
        expect(found).toBe(data.filter((level) => level > low && level < high).length);
      },
    ),
  );
});

it('softens every pixel with its eight neighbours, at the edges with itself, and across bands', () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc.tuple(
        fc.constant(width),
        fc.uint8Array({ minLength: width * height, maxLength: width * height }),
        fc.integer({ min: 1, max: height }),
      ),
    );
  fc.assert(
    fc.property(picture, ([width, data, band]) => {
      const height = data.length / width;
      const levelAt = (x: number, y: number): number =>
        data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
      const expected = Array.from(data, (_, at) => {
        const [x, y] = [at % width, Math.floor(at / width)];
        let sum = 0;
        for (const [down, high] of [1, 2, 1].entries()) {
          for (const [across, wide] of [1, 2, 1].entries())
            sum += high * wide * levelAt(x + across - 1, y + down - 1);
        }
        return sum >> 4;
      });
      const soft: number[] = [];
      for (let y = 0; y < height; y += band) {
        const rows = Math.min(band, height - y);
        const rowsFrom = (row: number, count: number): Uint8Array =>
          data.subarray(row * width, (row + count) * width);
        inWorkspace((space) => {
          const above = space.put(rowsFrom(Math.max(0, y - 1), 1));
          const below = space.put(rowsFrom(Math.min(height - 1, y + rows), 1));
          const source = space.put(rowsFrom(y, rows));
          const [lines, out] = [space.room(2 * width + 64), space.room(rows * width)];
          kernels.softenRows(above, source, below, width, rows, lines, out);
          soft.push(...space.bytes(out, rows * width));
        });
      }
      expect(soft).toEqual(expected);
    }),
  );
});

it('takes no block for texture that is even, or that has a single pixel of ink', () => {
  const row = fc
    .tuple(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([width, block, high]) =>
      fc.tuple(
        fc.constant({ width, block, rows: Math.min(block, high) }),
        fc.array(fc.constantFrom(0, 4.99, 5, 60), {
          minLength: Math.ceil(width / block),
          maxLength: Math.ceil(width / block),
        }),
        fc.array(fc.nat({ max: width * Math.min(block, high) - 1 }), { maxLength: 6 }),
      ),
    );
  fc.assert(
    fc.property(row, ([{ width, block, rows }, deviations, black]) => {
      const stride = ((width + 7) >> 3) + 1;
      const bits = new Uint8Array(stride * rows);
      for (const pixel of black) {
        const at = Math.floor(pixel / width) * stride + ((pixel % width) >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> ((pixel % width) & 7));
      }
      const expected = deviations.filter(
        (deviation, column) =>
          deviation >= 5 && !black.some((pixel) => Math.floor((pixel % width) / block) === column),
      );
      const found = inWorkspace((space) =>
        kernels.texturedBlocks(
          space.put(Float32Array.from(deviations)),
          deviations.length,
          5,
          block,
          space.put(bits),
          stride,
          width,
          rows,
        ),
      );
      expect(found).toBe(expected.length);
    }),
  );
});
