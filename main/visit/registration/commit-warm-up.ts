import { progress, writtenDown } from '../../domain/registration/registration.ts';
import { registrationDossier } from '../../domain/registration/registration-dossier.ts';
import type { FlowContext } from '../visit-session.ts';
import { orientationOf } from './registration-commit.ts';
import { registrationPaper } from './registration-papers.ts';
import type { RegistrationWork } from './registration-work.ts';

/** Between two things that are done ahead: touches come in. Milliseconds. */
const PAUSE_MS = 50;

/**
 * Does ahead what the last press asks for, when the person reaches the last block of a journey, and keeps nothing of it: the
 * code is compiled then, which takes longer than running it. The press itself does everything anew, with what was confirmed.
 */
export function warmUpCommit(context: FlowContext, work: RegistrationWork): void {
  const { ports, options, session } = context;
  const { blockNumber, blocks } = progress(work.state);
  if (session.commitWarmedUp || blockNumber < blocks) return;
  session.commitWarmedUp = true;

  const { language } = context.access();
  const confirmedAt = new Date(ports.clock.now()).toISOString();
  const dossier = registrationDossier(writtenDown(work.state), {
    language,
    confirmedAt,
    orientation: orientationOf(context, work),
  });
  const proof = { reference: '', confirmedAt, registration: { work, dossier, files: [] } };
  const ahead = [
    () => ports.outbox.warmUp(),
    () => ports.checkRegistration(dossier),
    () => registrationPaper({ ports, options, language }, proof, { state: 'saved' }),
  ];
  for (const [index, thing] of ahead.entries()) {
    ports.clock.after((index + 1) * PAUSE_MS, () => {
      if (!session.ended.signal.aborted) void thing();
    });
  }
}
