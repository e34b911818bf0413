import type { Snapshot } from '../../main/contract/snapshot.ts';
import { ChooseDestinationScreen } from './choose-destination-screen.tsx';
import { ChooseKindScreen } from './choose-kind-screen.tsx';
import { ConfirmScreen } from './confirm-screen.tsx';
import { CopyScreen } from './copy-screen.tsx';
import { EndedScreen } from './ended-screen.tsx';
import { ImportScreen } from './import/import-screen.tsx';
import { LeavingScreen } from './leaving-screen.tsx';
import { OutOfServiceScreen } from './out-of-service-screen.tsx';
import { ProofScreen } from './proof-screen.tsx';
import { RegistrationScreen } from './registration-screen.tsx';
import { ResumeScreen } from './resume-screen.tsx';
import { ScanScreen } from './scan-screen.tsx';
import { StaffScreen } from './staff/staff-screen.tsx';
import { WelcomeScreen } from './welcome-screen.tsx';

/** The screen of the moment: main's snapshot decides, nothing is remembered here. */
export function CurrentScreen({
  snapshot,
  onEndAsked,
}: {
  readonly snapshot: Snapshot;
  readonly onEndAsked: () => void;
}) {
  const { visit, desk, kiosk } = snapshot;
  switch (visit.step) {
    case 'out-of-service':
      return <OutOfServiceScreen visit={visit} terminal={kiosk.terminal} />;
    case 'staff':
      return <StaffScreen visit={visit} />;
    case 'welcome':
      return <WelcomeScreen visit={visit} desk={desk} />;
    case 'choose-kind':
      return <ChooseKindScreen visit={visit} />;
    case 'choose-destination':
      return <ChooseDestinationScreen visit={visit} />;
    case 'scan':
      return <ScanScreen visit={visit} scanner={desk.scanner} />;
    case 'import':
      return <ImportScreen visit={visit} />;
    case 'confirm':
      return <ConfirmScreen visit={visit} />;
    case 'proof':
      return <ProofScreen visit={visit} desk={desk} onEndAsked={onEndAsked} />;
    case 'copy':
      return <CopyScreen visit={visit} usb={desk.usb} />;
    case 'registration':
      return <RegistrationScreen visit={visit} />;
    case 'leaving':
      return <LeavingScreen visit={visit} desk={desk} onEndAsked={onEndAsked} />;
    case 'resume':
      return <ResumeScreen visit={visit} />;
    case 'ended':
      return <EndedScreen visit={visit} />;
  }
}
