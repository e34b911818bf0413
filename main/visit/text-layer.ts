import type { FlowContext } from './visit-session.ts';
import type { Page } from './visit-state.ts';

/** Language that pages are read in: that of the papers, not of the visitor. */
const LANGUAGE = 'fra';

const textName = (page: string): string => `${page}.text`;

/**
 * Has a prepared page read for the file's text layer, after those before it. Nobody waits for it; a page that is thrown
 * away or not read in time is left out.
 */
export function readTextInTurn(context: FlowContext, id: string, layersName: string): void {
  const { ports, session } = context;
  const { textReader } = ports;
  if (textReader === null) return;
  session.textReading.add(async () => {
    const signal = session.ended.signal;
    const page = readyPage(context, id);
    if (signal.aborted || page === undefined) return;
    const layers = await session.vault.get(layersName);
    if (!layers.ok) return;
    const { summary, rotation } = page;
    const text = await textReader.recognise({ summary, layers: layers.value, rotation }, LANGUAGE, signal);
    // Thrown away meanwhile, or prepared anew.
    if (!text.ok || signal.aborted || readyPage(context, id)?.summary !== summary) return;
    if (!(await session.vault.put(textName(id), text.value)).ok) return;
    session.readPages.add(id);
    context.textRead();
  });
}

function readyPage(context: FlowContext, id: string): Extract<Page, { state: 'ready' }> | undefined {
  const state = context.state();
  const page = 'work' in state ? state.work.pages.find((other) => other.id === id) : undefined;
  return page?.state === 'ready' ? page : undefined;
}

/** What a page says, where it was read by now. */
export async function textOf({ session }: FlowContext, id: string): Promise<Uint8Array | undefined> {
  if (!session.readPages.has(id)) return undefined;
  const text = await session.vault.get(textName(id));
  return text.ok ? text.value : undefined;
}

/** Forgets what was read on a page. */
export async function forgetText({ session }: FlowContext, id: string): Promise<void> {
  if (session.readPages.delete(id)) await session.vault.remove(textName(id));
}
