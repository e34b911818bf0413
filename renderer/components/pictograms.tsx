import Community from '@codegouvfr/react-dsfr/picto/Community';
import Companie from '@codegouvfr/react-dsfr/picto/Companie';
import Document from '@codegouvfr/react-dsfr/picto/Document';
import House from '@codegouvfr/react-dsfr/picto/House';
import MailSend from '@codegouvfr/react-dsfr/picto/MainSend';
import NationalIdentityCard from '@codegouvfr/react-dsfr/picto/NationalIdentityCard';
import Passport from '@codegouvfr/react-dsfr/picto/Passport';
import TechnicalError from '@codegouvfr/react-dsfr/picto/TechnicalError';
import type { ReactNode } from 'react';
import type { DocumentKindView } from '../../main/contract/snapshot.ts';

/** A pictogram in the manner of the DSFR's: 80 by 80, lines of 2, two inks. It repeats words, so it is hidden from speech. */
export function Drawing({
  children,
  viewBox = '0 0 80 80',
}: {
  readonly children: ReactNode;
  readonly viewBox?: string;
}) {
  return (
    <svg className="drawing" viewBox={viewBox} aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** A USB stick, its metal end upwards. */
export function StickPictogram() {
  return (
    <Drawing>
      <g className="drawing__minor">
        <path d="M40 40v17M40 57a3 3 0 1 0 .01 0M40 50l-6-4v-4M40 53l6-5v-4" />
      </g>
      <g className="drawing__major">
        <path d="M30 28V11h20v17" />
        <path d="M26 28h28a2 2 0 0 1 2 2v32a8 8 0 0 1-8 8H32a8 8 0 0 1-8-8V30a2 2 0 0 1 2-2z" />
        <path d="M36 17v4M44 17v4" />
      </g>
    </Drawing>
  );
}

/** A sheet with an amount in euros. */
function PayslipPictogram() {
  return (
    <Drawing>
      <g className="drawing__minor">
        <circle cx="53" cy="56" r="12" />
        <path d="M58 51.5a6 6 0 1 0 0 9M47 54.5h7M47 57.5h6" />
      </g>
      <g className="drawing__major">
        <path d="M37 67H19a1 1 0 0 1-1-1V13a1 1 0 0 1 1-1h37a1 1 0 0 1 1 1v27" />
        <path d="M25 21h15M25 29h25M25 36h25M25 43h12M25 50h9" />
      </g>
    </Drawing>
  );
}

/** A sheet with a portrait. */
function CvPictogram() {
  return (
    <Drawing>
      <g className="drawing__minor">
        <circle cx="30" cy="24" r="4" />
        <path d="M23 36c0-4 3-7 7-7s7 3 7 7" />
      </g>
      <g className="drawing__major">
        <path d="M19 12h42a1 1 0 0 1 1 1v54a1 1 0 0 1-1 1H19a1 1 0 0 1-1-1V13a1 1 0 0 1 1-1z" />
        <path d="M43 23h12M43 30h12M25 45h30M25 52h30M25 59h18" />
      </g>
    </Drawing>
  );
}

const KIND_PICTOGRAMS: Readonly<Record<DocumentKindView['icon'], () => ReactNode>> = {
  identity: () => <NationalIdentityCard fontSize="inherit" />,
  home: () => <House fontSize="inherit" />,
  payslip: () => <PayslipPictogram />,
  work: () => <Companie fontSize="inherit" />,
  permit: () => <Passport fontSize="inherit" />,
  cv: () => <CvPictogram />,
  other: () => <Document fontSize="inherit" />,
};

/** The picture of a kind of document. */
export function KindPictogram({ icon }: { readonly icon: DocumentKindView['icon'] }) {
  return KIND_PICTOGRAMS[icon]();
}

export function SendPictogram() {
  return <MailSend fontSize="inherit" />;
}

export function CallPictogram() {
  return <Community fontSize="inherit" />;
}

export function BrokenPictogram() {
  return <TechnicalError fontSize="inherit" />;
}

/** Open lid, a sheet face down on the glass, an arrow towards it. */
export function GlassDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M48 74l64 0 12 20H36z" />
      </g>
      <g className="drawing__major">
        <path d="M28 66h104l16 36H12z" />
        <path d="M12 102v8a2 2 0 0 0 2 2h132a2 2 0 0 0 2-2v-8" />
        <path d="M28 66L36 18a3 3 0 0 1 3-2h82a3 3 0 0 1 3 2l8 48" />
        <path d="M48 74h64l12 20H36z" />
      </g>
      <g className="drawing__minor">
        <path d="M80 30v32M68 51l12 12 12-12" />
        <path d="M56 80h30M53 86h48" className="drawing__dashed" />
      </g>
    </Drawing>
  );
}

/** Closed scanner, sheets in the tray above it, an arrow into it. */
export function FeederDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M52 14h62l-8 50H44z" />
      </g>
      <g className="drawing__major">
        <path d="M52 14h62l-8 50H44z" />
        <path d="M58 8h62l-8 52" />
        <path d="M20 64h120a4 4 0 0 1 4 4v40a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4V68a4 4 0 0 1 4-4z" />
        <path d="M34 78h72" />
        <path d="M122 78h6" />
        <path d="M16 94h128" />
      </g>
      <g className="drawing__minor">
        <path d="M64 24h36M62 34h36" />
        <path d="M78 42v26M68 58l10 10 10-10" />
      </g>
    </Drawing>
  );
}

/** A stick beside its socket. */
function StickAndSocket({ children }: { readonly children: ReactNode }) {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M12 62h44v28H18a6 6 0 0 1-6-6z" />
      </g>
      <g className="drawing__major">
        <path d="M16 60h42v32H16a8 8 0 0 1-8-8V68a8 8 0 0 1 8-8z" />
        <path d="M58 65h24v22H58M66 72h5M66 80h5" />
        <path d="M124 20h20a4 4 0 0 1 4 4v80a4 4 0 0 1-4 4h-20z" />
        <path d="M124 62h-8v28h8" />
      </g>
      <g className="drawing__minor">{children}</g>
    </Drawing>
  );
}

/** A stick going into its socket. */
export function PlugDrawing() {
  return (
    <StickAndSocket>
      <path d="M46 38h52M86 26l12 12-12 12" />
    </StickAndSocket>
  );
}

/** A stick coming out of its socket. */
export function UnplugDrawing() {
  return (
    <StickAndSocket>
      <path d="M46 38h52M58 26L46 38l12 12" />
    </StickAndSocket>
  );
}

/** The lid up, a sheet left on the glass, an arrow out of it. */
export function TakePaperDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M52 40h56v46H52z" />
      </g>
      <g className="drawing__major">
        <path d="M24 84h-4a8 8 0 0 0-8 8v18a2 2 0 0 0 2 2h132a2 2 0 0 0 2-2V92a8 8 0 0 0-8-8h-4" />
        <path d="M52 88V41a1 1 0 0 1 1-1h54a1 1 0 0 1 1 1v47" />
        <path d="M36 88h88" />
        <path d="M62 66h36M62 76h36" />
      </g>
      <g className="drawing__minor">
        <path d="M80 58V12M68 24l12-12 12 12" />
      </g>
    </Drawing>
  );
}

/** A terminal whose screen is clean. */
export function ClearedScreenDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M40 20h80v56H40z" />
      </g>
      <g className="drawing__major">
        <path d="M34 12h92a4 4 0 0 1 4 4v64a4 4 0 0 1-4 4H34a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4z" />
        <path d="M68 84v24M92 84v24M50 110h60" />
      </g>
      <g className="drawing__minor">
        <path d="M62 48l13 13 24-26" />
      </g>
    </Drawing>
  );
}

/** A sheet with a number in a frame: where the number to come back with is. */
export function NumberOnPaperDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M48 44h64v20H48z" />
      </g>
      <g className="drawing__major">
        <path d="M39 8h82a1 1 0 0 1 1 1v102a1 1 0 0 1-1 1H39a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" />
        <path d="M50 22h34M50 32h22M50 78h60M50 88h60M50 98h36" />
      </g>
      <g className="drawing__minor">
        <path d="M47 43h66v22H47z" />
        <path d="M54 54h10M69 54h10M84 54h10M99 54h7" />
      </g>
    </Drawing>
  );
}

/** A badge held to a reader. */
export function BadgeDrawing() {
  return (
    <Drawing viewBox="0 0 160 120">
      <g className="drawing__fill">
        <path d="M20 34h56v72H20z" />
      </g>
      <g className="drawing__major">
        <path d="M20 30h56a4 4 0 0 1 4 4v72a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4V34a4 4 0 0 1 4-4z" />
        <path d="M40 40h16M48 30V12" />
        <path d="M48 52a8 8 0 1 0 .01 0M32 88c0-9 7-14 16-14s16 5 16 14M30 98h36" />
        <path d="M132 20h12v92h-12a4 4 0 0 1-4-4V24a4 4 0 0 1 4-4z" />
      </g>
      <g className="drawing__minor">
        <path d="M92 58a16 16 0 0 1 0 20M102 48a32 32 0 0 1 0 40M112 40a46 46 0 0 1 0 56" />
      </g>
    </Drawing>
  );
}
