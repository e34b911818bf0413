import { PDFContext, type PDFRawStream } from 'pdf-lib';

/**
 * A compressed stream that is the same in every file: worked out once, when the first file needs it (pdf-lib's own
 * compression takes 10 ms for what a text layer's font holds, and a file may be written three times).
 *
 * @param content makes the bytes before compression.
 * @returns puts the stream into a file (not registered yet).
 */
export function constantStream(
  content: () => Uint8Array,
): (context: PDFContext, dictionary?: { readonly [key: string]: number }) => PDFRawStream {
  let compressed: Uint8Array | undefined;
  return (context, dictionary = {}) => {
    compressed ??= PDFContext.create().flateStream(content()).contents;
    return context.stream(compressed, { ...dictionary, Filter: 'FlateDecode' });
  };
}
