import { SaxesParser } from 'saxes';
import type { Result } from '../../domain/result.ts';

/** An element with its namespace resolved. Attributes are not kept: eSCL carries no value in them. */
export interface XmlElement {
  /** Namespace name, empty where there is none. */
  readonly namespace: string;
  /** Local name. */
  readonly name: string;
  /** The element's own character data, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/**
 * Limits on what a device may send. The largest capabilities seen in public captures are about 40 kB, 12 levels deep
 * and under 1,000 elements.
 */
export const XML_LIMITS = {
  /** Bytes of the whole document. */
  bytes: 512 * 1024,
  /** Elements inside one another. */
  depth: 32,
  /** Elements in all. */
  elements: 8_000,
  /** Attributes in all, namespace declarations included. */
  attributes: 2_000,
  /** Characters handed to the parser before the limits are looked at again. */
  slice: 4_096,
} as const;

/** `too-large`: over a limit. `declaration`: a DOCTYPE, hence perhaps entities. `malformed`: not well-formed XML. */
export type XmlFault = 'too-large' | 'declaration' | 'malformed';

export interface XmlFailure {
  readonly code: XmlFault;
}

interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/** The text behind the bytes, by its byte order mark, UTF-8 without one. Wrong bytes become U+FFFD: a device's name may be garbled, its numbers not. */
function decoded(bytes: Uint8Array): string {
  const utf16le = bytes[0] === 0xff && bytes[1] === 0xfe;
  const utf16be = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(utf16le ? 'utf-16le' : utf16be ? 'utf-16be' : 'utf-8').decode(bytes);
}

/**
 * Parses a small XML document from a device into a tree (XML 1.0, Namespaces in XML 1.0). Refuses DOCTYPE, and with it
 * every entity that is not one of the five predefined ones; stops reading at the first limit of `XML_LIMITS`.
 */
export function parseBoundedXml(bytes: Uint8Array): Result<XmlElement, XmlFailure> {
  if (bytes.byteLength > XML_LIMITS.bytes) return { ok: false, error: { code: 'too-large' } };

  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;
  let fault: XmlFault | undefined;

  parser.on('error', () => {
    fault ??= 'malformed';
  });
  parser.on('doctype', () => {
    fault ??= 'declaration';
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > XML_LIMITS.attributes) fault ??= 'too-large';
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > XML_LIMITS.elements || open.length >= XML_LIMITS.depth) fault ??= 'too-large';
    if (fault !== undefined) return;
    open.push({ namespace: tag.uri, name: tag.local, text: '', children: [] });
  });
  const addText = (text: string): void => {
    const innermost = open.at(-1);
    if (fault === undefined && innermost !== undefined) innermost.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (fault !== undefined) return;
    const closed = open.pop();
    if (closed === undefined) return;
    const element = { ...closed, text: closed.text.trim() };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });

  const text = decoded(bytes);
  for (let at = 0; at < text.length && fault === undefined; at += XML_LIMITS.slice) {
    parser.write(text.slice(at, at + XML_LIMITS.slice));
  }
  if (fault === undefined) parser.close();
  if (fault !== undefined) return { ok: false, error: { code: fault } };
  if (root === undefined) return { ok: false, error: { code: 'malformed' } };
  return { ok: true, value: root };
}

/** The first child element of this namespace and name. */
export function childOf(
  element: XmlElement | undefined,
  namespace: string,
  name: string,
): XmlElement | undefined {
  return element?.children.find((child) => child.namespace === namespace && child.name === name);
}

/** All child elements of this namespace and name, in order. */
export function childrenOf(
  element: XmlElement | undefined,
  namespace: string,
  name: string,
): readonly XmlElement[] {
  return element?.children.filter((child) => child.namespace === namespace && child.name === name) ?? [];
}

/** The text of the first child of this namespace and name; nothing where it is missing or empty. */
export function textOf(element: XmlElement | undefined, namespace: string, name: string): string | undefined {
  const text = childOf(element, namespace, name)?.text;
  return text === undefined || text === '' ? undefined : text;
}
