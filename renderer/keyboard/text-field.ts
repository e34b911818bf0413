import type { FieldKind } from './layouts.ts';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Kinds of `<input>` that letters are typed into. */
const TYPED: ReadonlySet<string> = new Set(['text', 'search', 'tel', 'email', 'password', 'number', 'url']);

/** The field that `target` is, if text can be typed into it now. */
export function textFieldOf(target: EventTarget | null): TextField | undefined {
  if (target instanceof HTMLTextAreaElement) return target.readOnly || target.disabled ? undefined : target;
  if (!(target instanceof HTMLInputElement)) return undefined;
  return TYPED.has(target.type) && !target.readOnly && !target.disabled ? target : undefined;
}

/** Which keys the field asks for. */
export function kindOf(field: TextField): FieldKind {
  if (field.type === 'tel' || field.inputMode === 'tel') return 'phone';
  return field.type === 'number' || ['numeric', 'decimal'].includes(field.inputMode) ? 'digits' : 'text';
}

/** What must not be said aloud: passwords, and what the page marks with `data-sensitive` itself or around the field. */
export function isSensitive(field: TextField): boolean {
  return field.type === 'password' || field.closest('[data-sensitive]') !== null;
}

/** Tells the page and the voice of it, as typing does; `data` is the letter, `null` where some were erased. */
function changed(field: TextField, data: string | null): void {
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data }));
}

/** The selection, or the end of the text where the field does not tell (`type="email"`). */
function selectionOf(field: TextField): readonly [number, number] {
  const end = field.value.length;
  return [field.selectionStart ?? end, field.selectionEnd ?? end];
}

function replace(field: TextField, from: number, to: number, text: string): void {
  if (field.selectionStart === null) {
    // Fields without a selection take the whole value; the setter of the prototype is the one React listens behind.
    const prototype = Object.getPrototypeOf(field) as TextField;
    const setter = Object.getOwnPropertyDescriptor(prototype, 'value')?.set;
    setter?.call(field, field.value.slice(0, from) + text + field.value.slice(to));
  } else {
    field.setRangeText(text, from, to, 'end');
  }
  changed(field, text === '' ? null : text);
}

/** Types `text` where the caret is, over what is selected; nothing where the field is full. */
export function typeInto(field: TextField, text: string): void {
  const [from, to] = selectionOf(field);
  const length = field.value.length - (to - from) + text.length;
  if (field.maxLength >= 0 && length > field.maxLength) return;
  replace(field, from, to, text);
}

/** Erases what is selected, or the character before the caret: a letter with all its marks is one. */
export function eraseIn(field: TextField): void {
  const [from, to] = selectionOf(field);
  if (from !== to) {
    replace(field, from, to, '');
    return;
  }
  const before = field.value.slice(0, from);
  const last = [...new Intl.Segmenter().segment(before)].at(-1);
  if (last !== undefined) replace(field, last.index, from, '');
}
