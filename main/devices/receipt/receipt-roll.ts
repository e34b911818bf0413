import type { Receipt, ReceiptLine } from '../../domain/receipt.ts';
import { type MeasureText, wrapText } from './text-wrapping.ts';

/** One line on a roll of fixed-width letters. `scale` 2 is twice as wide and twice as high. */
export type RollLine =
  | { readonly kind: 'text'; readonly text: string; readonly scale: 1 | 2; readonly bold: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly content: string }
  | { readonly kind: 'blank' };

/** Letters are as wide as their number: what the code page cannot write was replaced before. */
const letters: MeasureText = (text) => [...text].length;

/** The share of a line that a field's label may take before its value goes below it. */
const LABEL_SHARE = 0.4;
const VALUE_INDENT = 2;

/**
 * Sets a receipt on a roll that holds `columns` letters of the printer's font A (32 on 58 mm; 42 or 48 on 80 mm). No line
 * is longer than the roll is wide, so that the printer never breaks one by itself.
 *
 * @param clean makes a text of letters that the printer can write.
 */
export function layRoll(
  receipt: Receipt,
  columns: number,
  clean: (text: string) => string,
): readonly RollLine[] {
  return receipt.lines.flatMap((line) => rollOf(line, columns, clean));
}

function rollOf(line: ReceiptLine, columns: number, clean: (text: string) => string): readonly RollLine[] {
  switch (line.kind) {
    case 'title':
      return [...wrapped(clean(line.text), columns, 2, true), { kind: 'blank' }];
    case 'strong':
      return [{ kind: 'blank' }, ...wrapped(clean(line.text), columns, 1, true)];
    case 'text':
      return wrapped(clean(line.text), columns, 1, false);
    case 'reference':
      return [
        { kind: 'blank' },
        ...wrapped(clean(line.label), columns, 1, false),
        ...wrapped(clean(line.value), columns, 2, true),
        { kind: 'blank' },
      ];
    case 'field':
      return fieldOf(clean(line.label), clean(line.value), columns);
    case 'rule':
      return [{ kind: 'rule' }];
    case 'list':
      return line.items.flatMap((item) => itemOf(clean(item), columns));
    case 'qr':
      return [
        { kind: 'blank' },
        ...wrapped(clean(line.label), columns, 1, true),
        { kind: 'qr', content: line.content },
      ];
    case 'pair':
      return [...rollOf(line.own, columns, clean), ...rollOf(line.french, columns, clean)];
  }
}

function itemOf(item: string, columns: number): readonly RollLine[] {
  const mark = '- ';
  return wrapText(item, letters, columns - mark.length).map((text, index) => ({
    kind: 'text',
    text: `${index === 0 ? mark : ' '.repeat(mark.length)}${text}`,
    scale: 1,
    bold: false,
  }));
}

function wrapped(text: string, columns: number, scale: 1 | 2, bold: boolean): readonly RollLine[] {
  return wrapText(text, letters, Math.floor(columns / scale)).map((line) => ({
    kind: 'text',
    text: line,
    scale,
    bold,
  }));
}

/** Label and value on one line where both are short; the value below its label, a little to the right, otherwise. */
function fieldOf(label: string, value: string, columns: number): readonly RollLine[] {
  const room = columns - letters(label) - 1;
  if (letters(label) <= columns * LABEL_SHARE && letters(value) <= room) {
    const gap = ' '.repeat(columns - letters(label) - letters(value));
    return [{ kind: 'text', text: `${label}${gap}${value}`, scale: 1, bold: false }];
  }
  const indent = ' '.repeat(VALUE_INDENT);
  return [
    ...wrapped(label, columns, 1, false),
    ...wrapText(value, letters, columns - VALUE_INDENT).map(
      (text): RollLine => ({ kind: 'text', text: `${indent}${text}`, scale: 1, bold: true }),
    ),
  ];
}
