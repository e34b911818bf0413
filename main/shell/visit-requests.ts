import { ok } from '../domain/result.ts';
import type { Visit } from '../visit/visit.ts';
import type { Handlers } from './validated-ipc.ts';

/** The success of an action that answers nothing. */
function done(_nothing: void): { readonly ok: true; readonly value: undefined } {
  return ok(undefined);
}

/** Each request of the page, and what the visit does with it. */
export function visitRequests(visit: Visit): Handlers {
  return {
    'kiosk.snapshot': () => ok(visit.snapshot()),
    'kiosk.activity': () => done(visit.activity()),
    'visit.start': ({ purpose }) => visit.startVisit(purpose),
    'visit.chooseKind': ({ kind }) => visit.chooseKind(kind),
    'visit.chooseDestination': ({ destination }) => visit.chooseDestination(destination),
    'visit.back': () => visit.back(),
    'visit.continue': () => visit.continue(),
    'visit.confirm': () => visit.confirm(),
    'visit.end': () => visit.end(),
    'visit.restart': () => visit.restart(),
    'visit.stay': () => done(visit.activity()),
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
    'help.call': async () => done(await visit.callForHelp()),
    'help.dismiss': () => done(visit.dismissHelp()),
  };
}
