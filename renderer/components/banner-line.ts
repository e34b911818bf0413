import type { VisitView } from '../../main/contract/snapshot.ts';

export type BannerTone = 'calm' | 'waiting' | 'good' | 'bad';
type Key = 'nothingSent' | 'usbOnly' | 'saving' | 'saved' | 'sending' | 'acknowledged' | 'refused';

/** What is true of the sending at this moment; `null` where there is no visit. */
export function bannerOf(visit: VisitView): { readonly tone: BannerTone; readonly key: Key } | null {
  switch (visit.step) {
    case 'choose-kind':
    case 'choose-destination':
    case 'leaving':
      return { tone: 'calm', key: 'nothingSent' };
    case 'scan':
    case 'import':
      return { tone: 'calm', key: visit.purpose === 'usb' ? 'usbOnly' : 'nothingSent' };
    case 'copy':
      return { tone: 'calm', key: 'usbOnly' };
    case 'registration':
      return visit.finishing.kind === 'saving'
        ? { tone: 'waiting', key: 'saving' }
        : { tone: 'calm', key: 'nothingSent' };
    case 'confirm':
      return visit.progress.kind === 'saving'
        ? { tone: 'waiting', key: 'saving' }
        : { tone: 'calm', key: 'nothingSent' };
    case 'proof':
      return {
        saved: { tone: 'waiting', key: 'saved' } as const,
        sending: { tone: 'waiting', key: 'sending' } as const,
        acknowledged: { tone: 'good', key: 'acknowledged' } as const,
        refused: { tone: 'bad', key: 'refused' } as const,
      }[visit.delivery.kind];
    default:
      return null;
  }
}
