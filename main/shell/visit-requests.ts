import { err, ok } from '../domain/result.ts';
import type { Visit } from '../visit/visit.ts';
import type { Handlers } from './channel-answer.ts';
import { staffRequests } from './staff-requests.ts';
import { snapshotOf } from './visit-snapshot.ts';

/** Runs an action that cannot fail, and answers that it was done. */
async function answered(action: () => void | Promise<void>): Promise<{ ok: true; value: undefined }> {
  await action();
  return ok(undefined);
}

/** No journey is offered on this terminal: there is no registration to answer for. */
const notNow = () => err('not-now');
const REGISTRATION_REQUESTS = {
  'registration.start': notNow,
  'registration.answer': notNow,
  'registration.skip': notNow,
  'registration.confirmAnswer': notNow,
  'registration.next': notNow,
  'registration.change': notNow,
  'registration.markHelp': notNow,
  'registration.agreeToHelp': notNow,
  'registration.talkNow': notNow,
  'registration.scanDocument': notNow,
  'registration.finish': notNow,
  'registration.leave': notNow,
  'draft.save': notNow,
  'draft.open': notNow,
  'draft.resume': notNow,
};

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
    'page.rotate': ({ page }) => visit.rotatePage(page),
    'page.move': ({ page, to }) => visit.movePage(page, to),
    'page.remove': ({ page }) => visit.removePage(page),
    'page.retake': ({ page }) => visit.retakePage(page),
    'document.split': () => visit.split(),
    'document.join': () => visit.join(),
    'proof.print': () => visit.print(),
    'proof.copy': () => visit.copy(),
    ...REGISTRATION_REQUESTS,
    'help.call': () => answered(() => visit.callForHelp()),
    'help.dismiss': () => answered(() => visit.dismissHelp()),
  };
}
