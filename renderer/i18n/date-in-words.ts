/** A date of the contract (ISO 8601) in words, in the visitor's language; empty where it cannot be read. */
export function dateInWords(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(date);
}
