import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { errorsFr } from '../../../renderer/i18n/errors-fr.ts';
import { inRepository } from '../../repository.ts';
import { FAULT_TABLES, type FaultRow } from './fault-rows.ts';

/** Where the tables stand. */
export const FAULTS_FILE = inRepository('main', 'devices', 'README.md');
const BEGIN = '<!-- written by npm run devices:faults -->';
const END = '<!-- end -->';

const HEADINGS = ['What happens', 'Code', 'The visitor sees', 'The team is told', 'Proven by', 'Against'];

/** Other people's software behind a test, by the start of its path; a test without any stands on our simulators alone. */
const PEERS: readonly (readonly [string, string])[] = [
  ['contract/discovery/', 'avahi-daemon'],
  ['contract/escl/', 'Poppler, qpdf'],
  ['contract/sane/', 'SANE’s test backend'],
  ['contract/ipp/ippeveprinter', 'CUPS’s ippeveprinter'],
  ['contract/ipp/cups', 'cupsd'],
  ['contract/usb/', 'kernel and FUSE file systems'],
  ['hardware/', 'kernel’s USB, virtual devices'],
];

/** The section of the README, from the faults, the visitors' sentences and the team's instructions as they ship. */
export function faultSection(): string {
  const instructions = z
    .record(z.string(), z.string())
    .parse(parse(readFileSync(inRepository('kiosk-config', 'staff-instructions.yaml'), 'utf8')));
  const tables = FAULT_TABLES.map(({ heading, rows }) =>
    [`### ${heading}`, '', ...aligned(rows.map((row) => cellsOf(row, instructions)))].join('\n'),
  );
  return `${BEGIN}\n\n${tables.join('\n\n')}\n\n${END}`;
}

/** The README with its section as it is now. */
export function withFaultSection(readme: string): string {
  const [before, rest = ''] = readme.split(BEGIN);
  const after = rest.slice(rest.indexOf(END) + END.length);
  return `${before}${faultSection()}${after}`;
}

/** A table as the project's formatter leaves it. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(HEADINGS, ' '), line([], '-'), ...rows.map((cells) => line(cells, ' '))];
}

function cellsOf(row: FaultRow, instructions: Readonly<Record<string, string>>): readonly string[] {
  const codes = row.codes.map((code) => `\`${code}\``).join(', ');
  const proof = row.provenBy.map((path) => `\`${path}\``).join(', ');
  const cells = [row.what, codes || 'none', seen(row), told(row, instructions), proof, against(row)];
  return cells.map((cell) => cell.replaceAll('|', '\\|'));
}

function seen({ codes: [code], visitor, silent }: FaultRow): string {
  if (code === undefined || silent === true) return visitor ?? '';
  const sentence = `« ${errorsFr[code].title} »`;
  return visitor === undefined ? sentence : `${sentence}; ${visitor}`;
}

function told({ codes, team }: FaultRow, instructions: Readonly<Record<string, string>>): string {
  if (team !== undefined) return team;
  return codes.length === 0 ? 'Nothing' : codes.map((code) => instructions[code] ?? '').join(' ');
}

function against({ provenBy }: FaultRow): string {
  const peers = PEERS.filter(([start]) => provenBy.some((path) => path.indexOf(start) === 0));
  return peers.length === 0 ? 'our simulator alone' : peers.map(([, peer]) => peer).join(', ');
}
