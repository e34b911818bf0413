import { writeFileSync } from 'node:fs';
import { run } from './programs.ts';

/** The kernel's own sound card without a wire (`snd_aloop`), to which ALSA lets anybody add a control. */
const CARD = '0';
const STATE = '/run/lab-headphones.state';
const SOCKET = 'Headphone Jack';

/** Lets the group `audio` use the card, as udev's own rules do for cards that come after it. */
export function openSoundCard(): void {
  run('chgrp', ['-R', 'audio', '/dev/snd']);
  run('chmod', ['-R', 'g+rwX', '/dev/snd']);
}

/** Adds the control that drivers of real cards make for a socket that tells (Linux, `sound/core/ctljack.c`). */
export function addHeadphoneSocket(): void {
  writeFileSync(
    STATE,
    `state.Loopback {
	control.99 {
		iface CARD
		name '${SOCKET}'
		value false
		comment {
			access 'read write user'
			type BOOLEAN
			count 1
		}
	}
}
`,
  );
  run('/usr/sbin/alsactl', ['--no-ucm', '--no-init-fallback', '--file', STATE, 'restore', CARD]);
}

/** Changes it as a driver does when a plug goes in or out: the kernel tells everybody who listens. */
export function setHeadphoneSocket(plugged: boolean): void {
  run('/usr/bin/amixer', ['-c', CARD, 'cset', `iface=CARD,name='${SOCKET}'`, plugged ? 'on' : 'off']);
}
