import type { REGISTRATION_CHANNELS } from '../contract/registration.ts';
import { ok } from '../domain/result.ts';
import type { RegistrationVisit } from '../visit/registration/registration-visit.ts';
import type { Visit } from '../visit/visit.ts';
import type { Handlers } from './channel-answer.ts';
import { staffRequests } from './staff-requests.ts';
import { snapshotOf } from './visit-snapshot.ts';

/** Runs an action that cannot fail, and answers that it was done. */
async function answered(action: () => void | Promise<void>): Promise<{ ok: true; value: undefined }> {
  await action();
  return ok(undefined);
}

type RegistrationRequests = Pick<Handlers, keyof typeof REGISTRATION_CHANNELS>;

/** The requests of a registration. */
function registrationRequests(registration: RegistrationVisit): RegistrationRequests {
  return {
    'registration.start': ({ journey }) => registration.start(journey),
    'registration.answer': ({ question, value }) => registration.answer(question, value),
    'registration.skip': ({ question }) => registration.skip(question),
    'registration.confirmAnswer': ({ question }) => registration.confirmAnswer(question),
    'registration.next': () => registration.next(),
    'registration.change': ({ question }) => registration.change(question),
    'registration.markHelp': ({ level }) => registration.markHelp(level),
    'registration.agreeToHelp': () => registration.agreeToHelp(),
    'registration.talkNow': ({ wanted }) => registration.talkNow(wanted),
    'registration.scanDocument': ({ question, document }) => registration.scanDocument(question, document),
    'registration.finish': () => registration.finish(),
    'registration.leave': () => registration.leave(),
    'draft.save': () => registration.saveDraft(),
    'draft.open': () => registration.openResume(),
    'draft.resume': ({ code }) => registration.resume(code),
  };
}

/** Each request of the page, and what the visit does with it. */
export function visitRequests(visit: Visit): Handlers {
  return {
    ...staffRequests(
      () => visit.showStaff(),
      () => visit.staff,
    ),
    'helper.leave': () => answered(() => visit.helperLeft()),
    'kiosk.snapshot': () => ok(snapshotOf(visit.now())),
    'kiosk.activity': () => answered(() => visit.activity()),
    'access.set': (change) => visit.setAccess(change),
    'voice.say': ({ texts, after }) => visit.say(texts, after),
    'voice.stop': () => answered(() => visit.beQuiet()),
    'visit.start': ({ purpose }) => visit.startVisit(purpose),
    'visit.chooseKind': ({ kind }) => visit.chooseKind(kind),
    'visit.chooseDestination': ({ destination }) => visit.chooseDestination(destination),
    'visit.back': () => visit.back(),
    'visit.continue': () => visit.continue(),
    'visit.confirm': () => visit.confirm(),
    'visit.end': () => visit.end(),
    'visit.restart': () => visit.restart(),
    'visit.stay': () => answered(() => visit.activity()),
    'scan.start': ({ source }) => visit.startScan(source),
    'scan.cancel': () => visit.cancelScan(),
    'import.show': () => visit.showImport(),
    'import.look': () => visit.lookAgain(),
    'import.take': ({ files }) => visit.take(files),
    'page.rotate': ({ page }) => visit.rotatePage(page),
    'page.original': ({ page, original }) => visit.showOriginal(page, original),
    'page.move': ({ page, to }) => visit.movePage(page, to),
    'page.remove': ({ page }) => visit.removePage(page),
    'page.retake': ({ page }) => visit.retakePage(page),
    'document.split': () => visit.split(),
    'document.join': () => visit.join(),
    'proof.print': ({ paper }) => visit.print(paper),
    'proof.copy': ({ papers }) => visit.copy(papers),
    ...registrationRequests(visit.registration),
    'help.call': () => answered(() => visit.callForHelp()),
    'help.dismiss': () => answered(() => visit.dismissHelp()),
  };
}
