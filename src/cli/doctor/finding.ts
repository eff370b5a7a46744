/** One thing that the doctor looked at. */
export interface Finding {
  readonly name: string;
  /** `missing` stops Daogou from working; `optional` is absent, and only what the remedy names needs it. */
  readonly state: 'ok' | 'missing' | 'optional';
  /** What was found, such as a version, or why it was not. */
  readonly detail: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}
