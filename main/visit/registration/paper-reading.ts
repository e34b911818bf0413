import { prefill } from '../../domain/registration/registration.ts';
import type { PageToRead } from '../../ports/document-engine.ts';
import type { FlowContext } from '../visit-session.ts';
import { calendarDay } from './calendar-day.ts';

/**
 * Reads what a page of a registration's paper says for machines, and fills in what was not answered yet. The person
 * confirms each answer; a page on which nothing can be read changes nothing and is no failure.
 */
export async function readPaper(context: FlowContext, page: Omit<PageToRead, 'today'>): Promise<void> {
  const { ports, session } = context;
  if (ports.reader === null) return;
  const today = calendarDay(ports.clock.now());
  const read = await ports.reader.read({ ...page, today }, session.ended.signal);
  if (!read.ok) return;
  for (const reading of read.value) {
    if (reading.source === 'code') continue;
    context.updateRegistration((work) => ({
      ...work,
      state: prefill(work.state, reading.source, { ...reading.answers }).state,
    }));
  }
}
