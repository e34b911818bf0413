/**
 * What a screen of the registration is about, drawn in one hand: 80 by 80, lines of 2, the thing itself in the major ink
 * and what matters of it in the minor one, as in the DSFR's pictograms. They repeat words, so they are hidden from speech.
 */
interface Lines {
  readonly major: string;
  readonly minor: string;
}

const PERSON = 'M40 38a12 12 0 1 0-.01 0M17 68v-5a23 19 0 0 1 46 0v5z';
const SHEET = 'M20 10h28l14 14v45a1 1 0 0 1-1 1H20a1 1 0 0 1-1-1V11a1 1 0 0 1 1-1zM48 10v14h14';
const CARD = 'M10 20h60a3 3 0 0 1 3 3v36a3 3 0 0 1-3 3H10a3 3 0 0 1-3-3V23a3 3 0 0 1 3-3z';

const DRAWINGS = {
  person: { major: PERSON, minor: 'M34 30c3 3 9 3 12 0' },
  'identity-card': {
    major: `${CARD}M40 32h24M40 40h24M40 48h14`,
    minor: 'M23 40a6 6 0 1 0-.01 0M14 54v-1a9 8 0 0 1 18 0v1z',
  },
  calendar: {
    major:
      'M14 18h52a2 2 0 0 1 2 2v46a2 2 0 0 1-2 2H14a2 2 0 0 1-2-2V20a2 2 0 0 1 2-2zM12 32h56M26 11v12M54 11v12',
    minor: 'M24 42h4M38 42h4M52 42h4M24 54h4M38 54h4',
  },
  globe: {
    major:
      'M40 10a30 30 0 1 0 .01 0M10 40h60M40 10c-10 8-14 18-14 30s4 22 14 30c10-8 14-18 14-30S50 18 40 10z',
    minor: 'M15 25h50M15 55h50',
  },
  permit: {
    major: 'M20 8h40a3 3 0 0 1 3 3v58a3 3 0 0 1-3 3H20a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3zM30 60h20',
    minor: 'M40 20a14 14 0 1 0 .01 0M26 34h28M40 20c-8 8-8 20 0 28M40 20c8 8 8 20 0 28',
  },
  mailbox: {
    major: 'M10 62V34a14 14 0 0 1 28 0v28zM24 20h32a14 14 0 0 1 14 14v28H38M48 62v10M18 36h12',
    minor: 'M52 20V8h12v7H52',
  },
  telephone: {
    major: 'M25 6h30a4 4 0 0 1 4 4v60a4 4 0 0 1-4 4H25a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4zM36 66h8M34 12h12',
    minor: 'M29 28h22v16H41l-6 6v-6h-6z',
  },
  'health-card': {
    major: `${CARD}M40 34h24M40 42h24M14 52h30`,
    minor: 'M20 30h6v5h5v6h-5v5h-6v-5h-5v-6h5z',
  },
  family: {
    major:
      'M25 30a9 9 0 1 0-.01 0M8 64v-9a17 16 0 0 1 27-12M57 33a8 8 0 1 0-.01 0M45 43a16 15 0 0 1 27 11v10',
    minor: 'M40 52a6 6 0 1 0-.01 0M29 70v-3a11 10 0 0 1 22 0v3z',
  },
  guardian: {
    major: 'M30 28a10 10 0 1 0-.01 0M11 70V51a19 17 0 0 1 36-7',
    minor: 'M56 52a7 7 0 1 0-.01 0M43 70v-2a13 11 0 0 1 26 0v2z',
  },
  house: {
    major: 'M8 40L40 12l32 28M16 34v34h48V34M34 68V50h12v18',
    minor: 'M40 28a5 5 0 1 0 .01 0',
  },
  work: {
    major:
      'M10 26h60a2 2 0 0 1 2 2v36a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V28a2 2 0 0 1 2-2zM28 26v-8a3 3 0 0 1 3-3h18a3 3 0 0 1 3 3v8',
    minor: 'M8 44h26M46 44h26M34 40h12v9H34z',
  },
  contract: { major: `${SHEET}M28 30h24M28 38h24M28 46h14`, minor: 'M28 60c4-8 6-8 7 0 2-5 5-5 6 0h11' },
  purse: {
    major:
      'M12 24h50a4 4 0 0 1 4 4v36a4 4 0 0 1-4 4H14a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6h44v10M66 38H52a8 8 0 0 0 0 16h14',
    minor: 'M53 44a2 2 0 1 0 .01 0',
  },
  rights: {
    major: 'M6 52h12v20H6zM18 56c10-6 16 0 22 2h8a4 4 0 0 1 0 8H36M52 62l14-8c5-2 8 3 4 6L52 72H18',
    minor: 'M44 8a17 17 0 1 0 .01 0M50 19a8 8 0 1 0 0 12M35 23h11M35 27h10',
  },
  car: {
    major:
      'M8 56V44l6-4 7-16h38l7 16 6 4v12zM8 50h64M20 66a6 6 0 0 1-6-6v-4h12v4a6 6 0 0 1-6 6zM60 66a6 6 0 0 1-6-6v-4h12v4a6 6 0 0 1-6 6zM14 40h52',
    minor: 'M16 45h8M56 45h8',
  },
  speech: {
    major: 'M8 12h44a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2H26L14 54V42H8a2 2 0 0 1-2-2V14a2 2 0 0 1 2-2z',
    minor: 'M60 28h12a2 2 0 0 1 2 2v24a2 2 0 0 1-2 2h-5v11L56 56H38M18 24h24M18 32h16',
  },
  diploma: {
    major: 'M10 14h60v40H50M30 54H10V14M20 26h40M20 34h28',
    minor: 'M40 40a9 9 0 1 0 .01 0M34 56l-3 16 9-5 9 5-3-16',
  },
  tools: {
    major: 'M14 12l12 4 2 8 34 34a5 5 0 0 1-8 8L20 32l-8-2-4-12z',
    minor: 'M66 14l-9 9 1 6 6 1 8-8a13 13 0 0 1-17 15L28 66a6 6 0 0 1-9-9l27-26a13 13 0 0 1 16-18',
  },
  compass: {
    major: 'M40 10a30 30 0 1 0 .01 0M40 10v6M40 64v6M10 40h6M64 40h6',
    minor: 'M52 28l-6 18-18 6 6-18zM40 38a2 2 0 1 0 .01 0',
  },
  clock: { major: 'M40 10a30 30 0 1 0 .01 0M40 15v4M40 61v4M15 40h4M61 40h4', minor: 'M40 24v16l11 8' },
  search: { major: 'M34 10a24 24 0 1 0 .01 0M51 51l19 19', minor: 'M24 30h20M24 38h13' },
  computer: {
    major:
      'M10 12h60a2 2 0 0 1 2 2v40a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V14a2 2 0 0 1 2-2zM28 70h24M40 56v14M8 46h64',
    minor: 'M34 20v18l5-4 4 8 4-2-4-8h6z',
  },
  hands: {
    major:
      'M6 28l14-6 12 4 8-4 14 2 20-2M6 52h8l18 16a5 5 0 0 0 7-1M66 50l-22-20-10 8a5 5 0 0 1-7-7l7-7M74 50h-8l-3 4',
    minor: 'M39 67a5 5 0 0 0 7-4 5 5 0 0 0 7-5 5 5 0 0 0 7-4',
  },
  health: {
    major: 'M40 70C20 54 9 42 9 29a16 16 0 0 1 31-6 16 16 0 0 1 31 6c0 13-11 25-31 41z',
    minor: 'M14 42h14l5-10 8 20 6-10h18',
  },
  book: {
    major: 'M40 20c-8-7-19-8-32-8v48c13 0 24 1 32 8 8-7 19-8 32-8V12c-13 0-24 1-32 8zM40 20v48',
    minor: 'M16 24c6 0 11 1 16 3M16 34c6 0 11 1 16 3M64 24c-6 0-11 1-16 3M64 34c-6 0-11 1-16 3',
  },
  scales: {
    major: 'M40 10v58M26 70h28M12 20h56M40 10a2 2 0 1 0 .01 0',
    minor: 'M16 20L6 46a10 8 0 0 0 20 0zM6 46h20M64 20L54 46a10 8 0 0 0 20 0zM54 46h20',
  },
  paper: { major: SHEET, minor: 'M28 34h24M28 43h24M28 52h24M28 61h12' },
  signpost: {
    major: 'M38 8h4v64h-4zM28 72h24',
    minor: 'M42 14h22l8 8-8 8H42zM38 34H16l-8 8 8 8h22z',
  },
  meeting: {
    major:
      'M20 32a8 8 0 1 0-.01 0M8 68V50a12 12 0 0 1 24 0v6h8M60 32a8 8 0 1 0-.01 0M72 68V50a12 12 0 0 0-24 0v6h-8M40 56v14',
    minor: 'M32 8h16v10h-5l-3 4-3-4h-5z',
  },
  pen: {
    major: 'M54 12l14 14-36 36-18 4 4-18zM46 20l14 14M18 48l14 14',
    minor: 'M10 72h46',
  },
} as const satisfies Readonly<Record<string, Lines>>;

export type RegistrationPictogramName = keyof typeof DRAWINGS;

function isKnown(name: string): name is RegistrationPictogramName {
  return Object.hasOwn(DRAWINGS, name);
}

/** The picture that a screen of a journey names; a sheet of paper where the name is a newer one. */
export function RegistrationPictogram({ name }: { readonly name: string }) {
  const { major, minor } = DRAWINGS[isKnown(name) ? name : 'paper'];
  return (
    <svg className="drawing" viewBox="0 0 80 80" aria-hidden="true" focusable="false">
      <path className="drawing__major" d={major} />
      <path className="drawing__minor" d={minor} />
    </svg>
  );
}
