import type { VoiceStep } from '../domain/access.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { Failure, Result } from '../domain/result.ts';

/** Something to be said aloud. It may be private: it goes to no file and into no command line. */
export interface Utterance {
  readonly text: string;
  readonly language: LanguageCode;
  readonly rate: VoiceStep;
  readonly volume: VoiceStep;
}

/** The terminal's own voice. */
export interface Speech {
  /** The languages that it has a voice for. Looks once; empty where there is no voice at all. */
  languages(): Promise<readonly LanguageCode[]>;
  /**
   * Says it; resolves when it is said, or at once when `signal` is aborted: nothing is heard after that. `voice-failed`
   * where the program cannot start, has no voice for the language, finds no loudspeaker or does not come to an end.
   */
  say(utterance: Utterance, signal: AbortSignal): Promise<Result<undefined, Failure<'voice-failed'>>>;
}
