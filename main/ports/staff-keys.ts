/** What a badge opens. */
export type BadgeRole = 'staff' | 'helper';

/** Who may open the team's screen. Nothing here ever gives a secret back. */
export interface StaffKeys {
  /** Whether a PIN is configured. */
  readonly hasPin: boolean;
  /** Whether anything at all opens the team's screen. */
  readonly hasStaff: boolean;
  /** Whether `pin` is the team's. Takes a fraction of a second on purpose. */
  opens(pin: string): Promise<boolean>;
  /** What the badge with this identifier opens; nothing where it is nobody's of the team. */
  badge(id: string): Promise<BadgeRole | undefined>;
}
