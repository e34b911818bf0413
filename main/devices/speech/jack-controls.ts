import type { HeadphonesPresence } from '../../ports/headphones.ts';

/**
 * A socket that tells whether something is in it, among the controls of a sound card (`amixer contents`). The kernel names it
 * (`Documentation/sound/designs/control-names.rst`, `sound/core/ctljack.c`): "Headphone Jack", "Front Headphone Jack",
 * "Headset Jack", "Headphone - Output Jack" on USB. A "Phantom Jack" is always said to be full, and a microphone is no way
 * to hear.
 */
const HEADPHONE_JACK = /^(?!.*\b(?:Phantom|Mic)\b).*\bHead(?:phones?|set)\b.*\bJack\b/;

const CONTROL = /^numid=\d{1,9},iface=(\w{1,10}),name='([^']{1,60})'/;
const VALUE = /^ {2}: values=(on|off)\b/;

/** The most lines of one card that are looked at: a large desk for musicians has some 2,000 controls of 3 lines. */
const MOST_LINES = 20_000;

/** What the sockets of one card say, from the output of `amixer contents`: one of them is enough. */
export function headphonesOf(contents: string): HeadphonesPresence {
  let presence: HeadphonesPresence = 'unknown';
  let jack = false;
  for (const line of contents.split('\n', MOST_LINES)) {
    const control = CONTROL.exec(line);
    if (control !== null) jack = control[1] === 'CARD' && HEADPHONE_JACK.test(control[2] ?? '');
    const value = jack ? VALUE.exec(line)?.[1] : undefined;
    if (value === 'on') return 'plugged';
    if (value === 'off') presence = 'unplugged';
  }
  return presence;
}
