import { pageParts, writeEventFeatures, type PageParts } from './event-features.ts';
import { FeatureWriter } from './feature-writer.ts';
import { writeScreenFeatures } from './screen-features.ts';
import { SessionTracker } from './session-tracker.ts';
import type { Situation } from './situation.ts';

/** How situations become rows of numbers: the same for training and for asking. */
export class SituationSpace {
  /** Parts of pages that are told apart, by the shop's names. */
  readonly parts: readonly string[];
  /** What each number means; as many as a row is wide. */
  readonly names: readonly string[];
  private readonly known: PageParts;
  private readonly writer = new FeatureWriter();

  constructor(parts: readonly string[]) {
    this.parts = parts;
    this.known = pageParts(parts);
    const naming = new FeatureWriter();
    this.write(naming, new SessionTracker(), { now: 0, scene: -1 });
    this.names = naming.names;
  }

  get width(): number {
    return this.names.length;
  }

  /** Writes the row of a situation; takes as long as the session is. */
  describe(situation: Situation, target: Float32Array, offset = 0): void {
    const tracker = new SessionTracker(situation);
    for (const event of situation.events) tracker.add(event);
    this.describeTracked(tracker, situation, target, offset);
  }

  /** The same where the events were followed already; those of `moment` are not looked at. */
  describeTracked(
    tracker: SessionTracker,
    moment: Omit<Situation, 'events'>,
    target: Float32Array,
    offset = 0,
  ): void {
    target.fill(0, offset, offset + this.width);
    this.writer.aim(target, offset);
    this.write(this.writer, tracker, moment);
  }

  private write(writer: FeatureWriter, tracker: SessionTracker, moment: Omit<Situation, 'events'>): void {
    writeEventFeatures(writer, tracker, moment, this.known);
    writeScreenFeatures(writer, moment.screen);
  }
}
