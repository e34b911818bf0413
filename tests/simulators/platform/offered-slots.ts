/** A rendez-vous as the platform offers it. */
export interface PlatformSlot {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly startsAt: string;
  readonly place: string;
  readonly motifs: readonly string[];
  readonly phone: string | null;
}

const HOURS = ['09:30', '11:00', '14:00'] as const;
const DAYS = 5;
const DAY_MS = 86_400_000;

/** Three rendez-vous on each of the next five working days, for every motif of the journeys. Invented place and number. */
export function usualSlots(now: Date): readonly PlatformSlot[] {
  const days: string[] = [];
  for (let ahead = 1; days.length < DAYS; ahead += 1) {
    const day = new Date(now.getTime() + ahead * DAY_MS);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) days.push(day.toISOString().slice(0, 10));
  }
  return days.flatMap((day) =>
    HOURS.map((hour) => ({
      id: `${day}-${hour.replace(':', '')}`,
      startsAt: `${day}T${hour}:00+01:00`,
      place: 'Agence d’Exemple-Ville, 3 rue Imaginaire',
      motifs: ['inscription', 'projet', 'droits', 'formation', 'difficulte'],
      phone: '01 99 00 12 34',
    })),
  );
}
