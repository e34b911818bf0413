import type { Snapshot } from '../../main/contract/snapshot.ts';

/** What the team does about each problem there is now, in French like their instructions, and since when it is known. */
export function StaffNotes({ notes }: { readonly notes: Snapshot['staffNotes'] }) {
  return (
    <ul lang="fr" dir="ltr">
      {notes.map(({ code, instruction, since }) => (
        <li key={code}>
          {instruction}
          {since !== null && ` (depuis ${moment(since)})`}
        </li>
      ))}
    </ul>
  );
}

function moment(iso: string): string {
  return new Intl.DateTimeFormat('fr', { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
}
