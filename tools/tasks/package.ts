/**
 * `npm run package`: packs the application and reads the fuses back. `npm run package -- deb` (or `AppImage`, `nsis`)
 * makes an installer, where the Electron that ships was downloaded.
 */

import { type PackageTarget, packageApplication } from '../packaging/package-application.ts';

const TARGETS: readonly PackageTarget[] = ['dir', 'deb', 'AppImage', 'nsis'];
const asked = process.argv[2] ?? 'dir';
const target = TARGETS.find((name) => name === asked);

if (target === undefined) {
  console.error(`There is no target "${asked}": ${TARGETS.join(', ')}.`);
  process.exitCode = 2;
} else {
  const packed = await packageApplication(target);
  if (packed.ok) {
    const { folder, electron, fuses } = packed.value;
    console.log(`Packed: ${folder} (Electron ${electron.version})`);
    if (electron.kind === 'development') {
      console.log(
        'DEVELOPMENT PACKAGE: made with the development runtime, to test packaging; it is never shipped.',
      );
    }
    for (const { name, found, asWanted, reason } of fuses) {
      console.log(`${asWanted ? 'as wanted' : 'WRONG    '}  ${name}: ${found} (${reason})`);
    }
    process.exitCode = fuses.every(({ asWanted }) => asWanted) ? 0 : 1;
  } else {
    if (packed.said !== '') console.error(packed.said);
    console.error(packed.sentence);
    process.exitCode = 1;
  }
}
