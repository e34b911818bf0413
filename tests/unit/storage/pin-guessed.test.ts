import { describe, expect, it } from 'vitest';
import { staff } from '../../../kiosk-config/schema/staff.ts';
import { hashSecret, isSecret } from '../../../main/storage/secret-hash.ts';
import { createStaffKeys } from '../../../main/storage/staff-keys.ts';

describe('a PIN in the configuration', () => {
  it('is a line that the schema takes, salted anew each time', async () => {
    const [one, other] = [await hashSecret('246810'), await hashSecret('246810')];
    expect(one).not.toBe(other);
    expect(one).not.toContain('246810');
    expect(staff.safeParse({ pin: one }).success).toBe(true);
  });

  it('opens with itself and with nothing else', async () => {
    const hashed = await hashSecret('246810');
    expect(await isSecret('246810', hashed)).toBe(true);
    expect(await isSecret('246811', hashed)).toBe(false);
    expect(await isSecret('', hashed)).toBe(false);
    expect(
      await isSecret(
        '246810',
        hashed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
      ),
    ).toBe(false);
  });

  it.each(['246810', '$scrypt$ln=1,r=8,p=1$AAAA$AAAA', '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA', ''])(
    '%s is refused by the schema and opens nothing',
    async (line) => {
      expect(staff.safeParse({ pin: line }).success).toBe(false);
      expect(await isSecret('246810', line)).toBe(false);
    },
  );

  it('is derived as scrypt is defined: a line made by another implementation opens', async () => {
    // Python's hashlib.scrypt(b'246810', salt=bytes(range(16)), n=2**15, r=8, p=1, dklen=32).
    const made = '$scrypt$ln=15,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$bYIHoRgRF5QbkF060c6LOim+CR9zzNdgo9DKXpWlIVk';
    expect(await isSecret('246810', made)).toBe(true);
  });
});

describe('badges', () => {
  it('open what the configuration says, and nothing where they are not in it', async () => {
    const keys = createStaffKeys({
      badges: [
        { opens: 'helper', hash: await hashSecret('F1C7100000000002') },
        { opens: 'staff', hash: await hashSecret('F1C7100000000001') },
      ],
    });
    expect(keys).toMatchObject({ hasPin: false, hasStaff: true });
    expect(await keys.badge('F1C7100000000001')).toBe('staff');
    expect(await keys.badge('F1C7100000000002')).toBe('helper');
    expect(await keys.badge('F1C71000000000FF')).toBeUndefined();
    expect(await keys.opens('246810')).toBe(false);
  });

  it('of helpers alone open no team’s screen', async () => {
    const keys = createStaffKeys({ badges: [{ opens: 'helper', hash: await hashSecret('F1C7') }] });
    expect(keys.hasStaff).toBe(false);
  });
});
