import type { CDPSession, Page } from 'playwright-core';

/** A thing of the accessibility tree as Chromium gives it to a screen reader: no selector, no place, no colour. */
export interface Thing {
  readonly role: string;
  readonly name: string;
  /** What describes it beside its name: a hint, or what is wrong. */
  readonly description: string;
  readonly focused: boolean;
  readonly focusable: boolean;
  readonly disabled: boolean;
  readonly checked: boolean;
  readonly invalid: boolean;
  readonly value: string;
  /** Of a heading; 0 of all else. */
  readonly level: number;
  /** Names of what holds it (groups, regions, dialogs), from the outside in; unnamed ones by their role. */
  readonly within: readonly string[];
  /** For the next request only: it changes as the page does. */
  readonly handle: number;
}

interface AxValue {
  readonly value?: unknown;
}
interface AxNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly backendDOMNodeId?: number;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly description?: AxValue;
  readonly value?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
}

const HOLDERS = new Set([
  'group',
  'radiogroup',
  'region',
  'dialog',
  'alertdialog',
  'main',
  'alert',
  'banner',
]);

function thingOf(node: AxNode, within: readonly string[]): Thing {
  const property = (name: string): unknown =>
    node.properties?.find((one) => one.name === name)?.value.value ?? undefined;
  return {
    role: String(node.role?.value ?? ''),
    // French puts narrow spaces before its signs; a listener hears none of them.
    name: String(node.name?.value ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    description: String(node.description?.value ?? ''),
    focused: property('focused') === true,
    focusable: property('focusable') === true,
    disabled: property('disabled') === true,
    checked: property('checked') === 'true' || property('checked') === true,
    invalid: property('invalid') === 'true' || property('invalid') === true,
    value: String(node.value?.value ?? ''),
    level: Number(property('level') ?? 0),
    within,
    handle: node.backendDOMNodeId ?? 0,
  };
}

/** The page of a kiosk as its accessibility tree tells it, and what assistive technology may do to a thing of it. */
export interface AccessibilityTree {
  /** Everything that is not ignored, in the order of reading. */
  read(): Promise<readonly Thing[]>;
  /** The default action of a button, a radio button or a checkbox. */
  act(thing: Thing): Promise<void>;
  focus(thing: Thing): Promise<void>;
  close(): Promise<void>;
}

export async function accessibilityTreeOf(page: Page): Promise<AccessibilityTree> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  return {
    read: async () => {
      const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
      const byId = new Map(nodes.map((node) => [node.nodeId, node]));
      const things: Thing[] = [];
      const walk = (node: AxNode, within: readonly string[]): void => {
        const thing = thingOf(node, within);
        if (!node.ignored) things.push(thing);
        const holds = !node.ignored && HOLDERS.has(thing.role);
        const inside = holds ? [...within, thing.name === '' ? thing.role : thing.name] : within;
        for (const id of node.childIds ?? []) {
          const child = byId.get(id);
          if (child !== undefined) walk(child, inside);
        }
      };
      const root = nodes.find(({ parentId }) => parentId === undefined);
      if (root !== undefined) walk(root, []);
      return things;
    },
    act: async ({ handle }) => {
      await session.send('DOM.focus', { backendNodeId: handle }).catch(() => undefined);
      const { object } = await session.send('DOM.resolveNode', { backendNodeId: handle });
      if (object.objectId === undefined) throw new Error('the thing is gone');
      await session.send('Runtime.callFunctionOn', {
        objectId: object.objectId,
        functionDeclaration: 'function () { this.click(); }',
      });
    },
    focus: async ({ handle }) => {
      await session.send('DOM.focus', { backendNodeId: handle });
    },
    close: () => session.detach().catch(() => undefined),
  };
}
