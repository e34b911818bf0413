/** One line of a receipt, in the order of reading. Rendered alike for A4, for the receipt roll and for the screen. */
export type ReceiptLine =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'reference'; readonly label: string; readonly value: string }
  | { readonly kind: 'rule' };

/** A receipt as data: what is written on it, in which language. */
export interface Receipt {
  readonly language: string;
  readonly title: string;
  readonly lines: readonly ReceiptLine[];
}
