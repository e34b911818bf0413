import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import type { FoundFile, StickContent } from '../lab-bench.ts';
import { run } from './programs.ts';

const SECTOR_BYTES = 512;
/** Where partitions begin, as every tool lays them since 2010. */
const FIRST_SECTOR = 2_048;
/** FAT32 with logical block addressing, in the partition table of the PC. */
const FAT32_LBA = 0x0c;
const TABLE_AT = 446;
const LOOK_FOLDER = '/run/lab-look';

interface Partition {
  readonly firstSector: number;
  readonly sectors: number;
}

/** Makes the image of a stick, as a file. Every program more costs a second here, so the file is written directly. */
export function makeImage(image: string, content: StickContent, megabytes: number): void {
  const bytes = megabytes * 1_048_576;
  writeFileSync(image, '');
  truncateSync(image, bytes);
  switch (content.kind) {
    case 'fat32':
      if (content.partitioned) formatPartitions(image, bytes, [content.label]);
      else run('mkfs.vfat', ['-F', '32', '-n', content.label, image]);
      return;
    case 'two-partitions':
      formatPartitions(image, bytes, ['PETITE', 'GRANDE']);
      return;
    case 'exfat':
      run('mkfs.exfat', ['-L', content.label, image]);
      return;
    case 'ext4':
      run('mkfs.ext4', ['-q', '-F', '-m', '0', '-L', content.label, image]);
      return;
    case 'encrypted':
      // LUKS1 on-disk format 1.2.3, 3.1: magic, version, then a UUID at 168.
      writeAt(image, 0, Buffer.from([0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe, 0x00, 0x01]));
      writeAt(image, 168, Buffer.from('3b3b3b3b-0000-4000-8000-000000000001'));
      return;
    case 'noise':
      writeAt(image, 0, randomBytes(1_048_576));
  }
}

/** One FAT partition for each label, each twice as large as the one before. */
function formatPartitions(image: string, bytes: number, labels: readonly string[]): void {
  const shares = 2 ** labels.length - 1;
  const room = Math.floor(bytes / SECTOR_BYTES) - FIRST_SECTOR;
  let firstSector = FIRST_SECTOR;
  labels.forEach((label, index) => {
    const sectors = Math.floor((room * 2 ** index) / shares);
    writePartition(image, index, { firstSector, sectors });
    const offset = ['--offset', `${firstSector}`];
    run('mkfs.vfat', ['-F', '32', '-n', label, ...offset, image, `${Math.floor(sectors / 2)}`]);
    firstSector += sectors;
  });
}

/** One entry of the PC's partition table; heads and cylinders are left at the value that says "look at the sectors". */
function writePartition(image: string, index: number, { firstSector, sectors }: Partition): void {
  const entry = Buffer.from([0, 0xfe, 0xff, 0xff, FAT32_LBA, 0xfe, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
  entry.writeUInt32LE(firstSector, 8);
  entry.writeUInt32LE(sectors, 12);
  writeAt(image, TABLE_AT + index * entry.length, entry);
  writeAt(image, SECTOR_BYTES - 2, Buffer.from([0x55, 0xaa]));
}

function writeAt(image: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(image, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

/** Every file on the first file system of the image, read through a mount of our own. */
export function filesOf(image: string, content: StickContent): readonly FoundFile[] {
  if (content.kind === 'encrypted' || content.kind === 'noise') return [];
  const partitioned = content.kind === 'two-partitions' || (content.kind === 'fat32' && content.partitioned);
  const offset = partitioned ? FIRST_SECTOR * SECTOR_BYTES : 0;
  mkdirSync(LOOK_FOLDER, { recursive: true });
  run('mount', ['--options', `ro,loop,offset=${offset}`, image, LOOK_FOLDER]);
  try {
    return readdirSync(LOOK_FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        return {
          path: relative(LOOK_FOLDER, path),
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        };
      });
  } finally {
    run('umount', [LOOK_FOLDER]);
  }
}
