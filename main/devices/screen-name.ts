/** Longest name shown, characters. */
const NAME_MAX_CHARACTERS = 80;

/** What a device calls itself, as far as a screen may show it: whatever the device sends, on one line and not too long. */
export function screenName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd\s]+/gu, ' ')
    .trim();
  return [...plain].slice(0, NAME_MAX_CHARACTERS).join('');
}
