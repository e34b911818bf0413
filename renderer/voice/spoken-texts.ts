import { computeAccessibleDescription, computeAccessibleName } from 'dom-accessibility-api';
import { isSensitive, textFieldOf } from '../keyboard/text-field.ts';

/** What is said of things that can be pressed or filled in, in the language of the page. */
export interface SpokenWords {
  readonly button: (name: string) => string;
  readonly deadButton: (name: string) => string;
  readonly chosen: string;
  readonly notChosen: string;
  readonly field: (name: string) => string;
  readonly empty: string;
  /** Instead of what was typed, where it must not be heard. */
  readonly hidden: string;
  readonly wrong: string;
}

const CONTROLS = 'button, input, select, textarea, a[href]';

function isSilent(element: Element): boolean {
  if (element.getAttribute('aria-hidden') === 'true' || element.hasAttribute('inert')) return true;
  const { display, visibility } = getComputedStyle(element);
  return display === 'none' || visibility === 'hidden';
}

function tidy(text: string): string {
  return text
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .replaceAll(/[\s\u200b]+/gu, ' ')
    .trim();
}

/** The text of an element as speech has it: nothing that is hidden from it. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element) || isSilent(node)) return '';
  const parts = [...node.childNodes].map(textOf).join('');
  return getComputedStyle(node).display === 'inline' ? parts : ` ${parts} `;
}

function joined(...parts: readonly string[]): string {
  return parts
    .map(tidy)
    .filter((part) => part !== '')
    .map((part) => (/[.!?…:؟]$/u.test(part) ? part : `${part}.`))
    .join(' ');
}

function contentOf(element: Element, words: SpokenWords): string {
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? words.empty;
  const field = textFieldOf(element);
  if (field === undefined) return '';
  if (field.value === '') return words.empty;
  return isSensitive(field) ? words.hidden : field.value;
}

/** What is said of one control: its name, what it is, what it holds, what is wrong with it, what it does. */
export function wordsOfControl(element: Element, words: SpokenWords): string {
  const name = computeAccessibleName(element);
  const description = computeAccessibleDescription(element);
  if (element instanceof HTMLButtonElement) {
    const dead = element.disabled || element.getAttribute('aria-disabled') === 'true';
    const pressed = element.getAttribute('aria-pressed') ?? element.getAttribute('aria-checked');
    const state = pressed === 'true' ? words.chosen : '';
    return joined(dead ? words.deadButton(name) : words.button(name), state, description);
  }
  if (element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type)) {
    return joined(name, element.checked ? words.chosen : words.notChosen, description);
  }
  const wrong = element.getAttribute('aria-invalid') === 'true' ? words.wrong : '';
  return joined(words.field(name), wrong, contentOf(element, words), description);
}

function collect(element: Element, words: SpokenWords, into: string[]): void {
  if (isSilent(element)) return;
  if (element.matches(CONTROLS)) {
    into.push(wordsOfControl(element, words));
    return;
  }
  const label = element.getAttribute('role') === 'img' ? computeAccessibleName(element) : '';
  if (label !== '') into.push(label);
  if (element instanceof SVGElement) return;
  const whole =
    element.querySelector(CONTROLS) === null &&
    ![...element.querySelectorAll('*')].some(
      (inner) => !isSilent(inner) && getComputedStyle(inner).display !== 'inline',
    );
  if (whole) {
    const text = tidy(textOf(element));
    if (text !== '') into.push(text);
    return;
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) collect(child, words, into);
    else if (child.nodeType === Node.TEXT_NODE && tidy(child.textContent ?? '') !== '') {
      into.push(tidy(child.textContent ?? ''));
    }
  }
}

/** Where speech starts: the dialog in front, else the screen, then what stands around it. */
export function spokenRoots(document: Document): readonly Element[] {
  const dialogs = document.querySelectorAll('dialog[open]');
  const front = dialogs[dialogs.length - 1];
  if (front !== undefined) return [front];
  return [...document.querySelectorAll('main, .kiosk__banners, .kiosk-header')].sort(
    (one, other) => Number(other.matches('main')) - Number(one.matches('main')),
  );
}

/** Everything on the screen in the order in which it is to be heard, one sentence or control each. */
export function spokenTexts(document: Document, words: SpokenWords): readonly string[] {
  const texts: string[] = [];
  for (const root of spokenRoots(document)) collect(root, words, texts);
  return texts;
}

/** What the page says by itself, for `role=alert` and `role=status`: errors, progress, what a press did. */
export function liveTexts(document: Document): readonly string[] {
  return [...document.querySelectorAll('[role="alert"], [role="status"]')]
    .filter((element) => !isSilent(element))
    .map((element) => tidy(textOf(element)))
    .filter((text) => text !== '');
}
