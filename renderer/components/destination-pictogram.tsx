import type { ReactNode } from 'react';
import type { ViewOf } from '../screens/views.ts';
import { Drawing, SendPictogram, StickPictogram } from './pictograms.tsx';
import { RegistrationPictogram } from './registration-pictograms.tsx';

type Icon = ViewOf<'choose-destination'>['destinations'][number]['icon'];

/** A folder with a sheet looking out of it. */
function FolderDrawing() {
  return (
    <Drawing>
      <g className="drawing__minor">
        <path d="M22 32V15a1 1 0 0 1 1-1h34a1 1 0 0 1 1 1v17M31 22h18M31 29h18" />
      </g>
      <g className="drawing__major">
        <path d="M22 22h-9a2 2 0 0 0-2 2v42M58 22h9a2 2 0 0 1 2 2v42" />
        <path d="M9 38h20l5 6h37a2 2 0 0 1 2 2.3l-3 18.4a2 2 0 0 1-2 1.7H12a2 2 0 0 1-2-1.7L7 40.3A2 2 0 0 1 9 38z" />
      </g>
    </Drawing>
  );
}

/** A house of the town: columns, a pediment, a flag. */
function TownHallDrawing() {
  return (
    <Drawing>
      <g className="drawing__minor">
        <path d="M40 22V7h14l-4 4.5 4 4.5H40" />
      </g>
      <g className="drawing__major">
        <path d="M10 38l30-16 30 16zM14 38v28M66 38v28M8 66h64v6H8z" />
        <path d="M25 45v21M55 45v21M34 66V52a6 6 0 0 1 12 0v14" />
      </g>
    </Drawing>
  );
}

const PICTOGRAMS: Readonly<Record<Icon, () => ReactNode>> = {
  file: () => <FolderDrawing />,
  calendar: () => <RegistrationPictogram name="calendar" />,
  stick: () => <StickPictogram />,
  family: () => <RegistrationPictogram name="family" />,
  health: () => <RegistrationPictogram name="health" />,
  'town-hall': () => <TownHallDrawing />,
  letter: () => <SendPictogram />,
};

/** The picture of a place that documents go to. */
export function DestinationPictogram({ icon }: { readonly icon: Icon }) {
  return PICTOGRAMS[icon]();
}
