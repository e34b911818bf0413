/** A simple CV: what the person said of themselves for an employer, in French. Every text is ready to be set. */
export interface Cv {
  readonly title: string;
  readonly name: string;
  /** One line for each part of the one contact the person chose; empty where they chose none. */
  readonly contact: readonly string[];
  /** The job they look for; nothing where they have none in mind. */
  readonly sought: string | null;
  /** Never empty ones. */
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
}
