import { inWorkspace, kernels } from '../kernels/workspace.ts';
import { type Bitmap, whiteBitmap } from './bitmap.ts';

/** White rows that template 0 sees above the first one. */
const ROWS_ABOVE = 2;
/** White bytes at the right of each row: the template looks three pixels ahead, the white run one byte. */
const BYTES_AFTER = 2;
/** Bytes of the arithmetic encoder's registers, and of the states of template 0's contexts. */
const CODER_BYTES = 16;
/** The decoder's, and where its code ends. */
const DECODER_BYTES = 20;
const CONTEXTS = 1 << 16;
/** Room for code, bytes: a page of print fits; where it is full, it is emptied. Above what one row of any width may take. */
const CODE_ROOM = 1 << 17;
const MOST_BYTES_A_PIXEL = 3;

/**
 * Codes a bitmap as the data of a generic region: arithmetic coding, template 0, adaptive pixels at their nominal
 * places (ITU-T T.88 clause 6.2.5). Lossless.
 *
 * @param typicalPrediction TPGDON: one decision a row tells whether it equals the row above, and such rows cost
 * nothing more. Pays on bitmaps enlarged by whole factors, seldom on scans.
 * @returns the code string, ended by FF AC.
 */
export function encodeGenericRegion(bitmap: Bitmap, typicalPrediction: boolean): Uint8Array {
  const { width, height } = bitmap;
  const full = (width + 7) >> 3;
  const stride = full + BYTES_AFTER;
  return inWorkspace((space) => {
    const data = space.room((height + ROWS_ABOVE) * stride);
    const rows = data + ROWS_ABOVE * stride;
    space.bytes(data, rows - data).fill(0);
    inWorkspace(({ put }) => {
      const from = put(bitmap.data.subarray(0, (height - 1) * bitmap.stride + full));
      kernels.padRows(from, bitmap.stride, width, height, rows, stride);
    });
    const [coder, contexts] = [space.room(CODER_BYTES), space.room(CONTEXTS)];
    space.bytes(contexts, CONTEXTS).fill(0);
    const codeRoom = CODE_ROOM + MOST_BYTES_A_PIXEL * width;
    const code = space.room(codeRoom);
    const parts: Uint8Array[] = [];
    const take = (): void => {
      parts.push(space.bytes(code, kernels.settledBytes(coder, code)).slice());
      kernels.rewind(coder, code);
    };
    kernels.startCode(coder, code);
    for (let row = 0; row < height; take())
      row = kernels.encodeRows(
        rows,
        stride,
        width,
        height,
        row,
        typicalPrediction ? 1 : 0,
        coder,
        contexts,
        code + codeRoom,
      );
    kernels.flushCode(coder);
    take();
    // What lies before the first byte (E.2.7) is no code.
    return new Uint8Array(Buffer.concat(parts).subarray(1));
  });
}

/**
 * Reads back what `encodeGenericRegion` coded without typical prediction. Any other code gives some bitmap or other: whoever
 * reads has to know what was written.
 */
export function decodeGenericRegion(code: Uint8Array, width: number, height: number): Bitmap {
  const bitmap = whiteBitmap(width, height);
  const full = bitmap.stride;
  const stride = full + BYTES_AFTER;
  inWorkspace((space) => {
    const data = space.room((height + ROWS_ABOVE) * stride);
    const rows = data + ROWS_ABOVE * stride;
    space.bytes(data, (height + ROWS_ABOVE) * stride).fill(0);
    const [decoder, contexts] = [space.room(DECODER_BYTES), space.room(CONTEXTS)];
    space.bytes(contexts, CONTEXTS).fill(0);
    const from = space.put(code);
    kernels.startReading(decoder, from, from + code.length);
    kernels.decodeRows(rows, stride, width, height, decoder, contexts);
    const read = space.bytes(rows, height * stride);
    for (let row = 0; row < height; row += 1)
      bitmap.data.set(read.subarray(row * stride, row * stride + full), row * full);
  });
  return bitmap;
}
