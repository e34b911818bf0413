import type { VoiceStep } from '../../domain/access.ts';
import type { LanguageCode } from '../../domain/language.ts';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { Speech, Utterance } from '../../ports/speech.ts';
import { startProgram } from '../start-program.ts';

/**
 * Voices of eSpeak NG, by `espeak-ng --voices`. Dari takes the Persian one, the nearest there is. There is none for
 * Pashto in eSpeak NG 1.51.
 */
const VOICES: Readonly<Partial<Record<LanguageCode, string>>> = {
  fr: 'fr-fr',
  'fr-falc': 'fr-fr',
  en: 'en-gb',
  ar: 'ar',
  uk: 'uk',
  ru: 'ru',
  prs: 'fa',
  pt: 'pt',
  tr: 'tr',
  es: 'es',
};

/** Words a minute, by step; eSpeak NG's own is 175. */
const WORDS_A_MINUTE: Readonly<Record<VoiceStep, number>> = { 1: 100, 2: 130, 3: 160, 4: 200, 5: 260 };

/**
 * Amplitude, by step, of 200 at most: −18 dB, −12 dB, −9 dB, −6 dB and 0 dB below the loudest. The range is 18 dB, with a step
 * 12 dB above the softest (EN 301 549, 8.2.1).
 */
const AMPLITUDE: Readonly<Record<VoiceStep, number>> = { 1: 25, 2: 50, 3: 71, 4: 100, 5: 200 };

export interface EspeakLimits {
  /** For the list of voices, milliseconds. */
  readonly listMs: number;
  /** For one utterance, milliseconds: the longest screen at the slowest rate takes two minutes. */
  readonly sayMs: number;
  /** Between asking to stop and making it, milliseconds. */
  readonly killGraceMs: number;
  /** Of the list of voices, bytes. */
  readonly listBytes: number;
  /** Of one utterance as sound, bytes: three minutes at 22,050 samples of 16 bits a second are 8 MB. */
  readonly soundBytes: number;
}

const LIMITS: EspeakLimits = {
  listMs: 5_000,
  sayMs: 180_000,
  killGraceMs: 300,
  listBytes: 200_000,
  soundBytes: 10_000_000,
};

/** The programs of Debian's packages `espeak-ng` and `alsa-utils`. */
export interface SpeechPrograms {
  readonly voice: string;
  readonly player: string;
}

const PROGRAMS: SpeechPrograms = { voice: 'espeak-ng', player: 'aplay' };

/** How a program ended: with a status, by a signal, or not started; and what it wrote. */
interface Ended {
  readonly status: number | null;
  readonly output: Buffer;
}

/** Runs a program with `input` on its standard input. It is stopped by `signal`, after `limits.ms` and beyond `limits.bytes`. */
function run(
  program: string,
  args: readonly string[],
  input: string | Buffer,
  limits: { readonly ms: number; readonly bytes: number; readonly killGraceMs: number },
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = startProgram(program, args, ['pipe', 'pipe', 'ignore']);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let grace: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill('SIGTERM');
      grace ??= setTimeout(() => child.kill('SIGKILL'), limits.killGraceMs);
    };
    const limit = setTimeout(stop, limits.ms);
    const finish = (status: number | null): void => {
      clearTimeout(limit);
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
      resolve({ status, output: Buffer.concat(chunks) });
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    child.once('error', () => {
      if (child.pid === undefined) finish(null);
    });
    child.once('close', finish);
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limits.bytes) chunks.push(chunk);
      else stop();
    });
    // It may be gone when we write to it: `close` says so.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/**
 * The voice of eSpeak NG, played by ALSA's `aplay`: text on one's standard input, sound on the other's, nothing on the disk.
 * eSpeak NG could play by itself, but then it ends well without any loudspeaker; `aplay` says so.
 */
export function createEspeakSpeech(
  programs: SpeechPrograms = PROGRAMS,
  limits: EspeakLimits = LIMITS,
): Speech {
  const { killGraceMs } = limits;
  const never = new AbortController().signal;
  let known: Promise<readonly LanguageCode[]> | undefined;

  const list = async (): Promise<readonly LanguageCode[]> => {
    const asked = { ms: limits.listMs, bytes: limits.listBytes, killGraceMs };
    const { status, output } = await run(programs.voice, ['--voices'], '', asked, never);
    if (status !== 0) return [];
    const there = new Set(
      output
        .toString('utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[1]),
    );
    return (Object.entries(VOICES) as [LanguageCode, string][])
      .filter(([, voice]) => there.has(voice))
      .map(([language]) => language);
  };
  const languages = (): Promise<readonly LanguageCode[]> => {
    known ??= list();
    return known;
  };

  const say = async (
    { text, language, rate, volume }: Utterance,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<'voice-failed'>>> => {
    const voice = VOICES[language];
    if (voice === undefined || !(await languages()).includes(language)) return err('voice-failed');
    if (signal.aborted) return ok(undefined);
    const how = ['-v', voice, '-s', `${WORDS_A_MINUTE[rate]}`, '-a', `${AMPLITUDE[volume]}`];
    const asked = { ms: limits.sayMs, bytes: limits.soundBytes, killGraceMs };
    const utf8 = ['-b', '1'];
    const sound = await run(programs.voice, [...how, ...utf8, '--stdin', '--stdout'], text, asked, signal);
    if (signal.aborted) return ok(undefined);
    if (sound.status !== 0) return err('voice-failed');
    const played = await run(programs.player, ['-q', '-t', 'wav', '-'], sound.output, asked, signal);
    return played.status === 0 || signal.aborted ? ok(undefined) : err('voice-failed');
  };
  return { languages, say };
}
