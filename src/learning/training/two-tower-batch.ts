import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Random } from '../../core/random.ts';
import { neverShown, type NeverShown } from '../../core/retired-items.ts';
import type { ItemLikeness } from '../../models/retrieval/two-tower/item-likeness.ts';
import type { TwoTowerOptions } from '../../models/retrieval/two-tower/options.ts';
import {
  createShopperFeatures,
  EXTRA_TOKENS,
  writeShopperFeatures,
} from '../../models/retrieval/two-tower/shopper-features.ts';
import type { TypedArray } from '../../tensor/graph.ts';
import type { ItemSlots } from './item-slots.ts';
import type { Deed, SampleSource } from './two-tower-samples.ts';

/** Large enough that an item which could not have been chosen takes no part in the softmax. */
const NOT_FOR_SALE = -1e4;

/** Fills the numbers of one training step, in arrays that are made once. */
export class TwoTowerBatch {
  private readonly model: TwoTowerOptions;
  private readonly slots: ItemSlots;
  private readonly source: SampleSource;
  /** When each item came on sale, in milliseconds, or was first touched if that was earlier; -Infinity where unknown. */
  private readonly launched: Float64Array;
  private readonly features: ReturnType<typeof createShopperFeatures>;
  private readonly historySlots: BigInt64Array;
  private readonly targets: BigInt64Array;
  private readonly weights: Float32Array;
  private readonly hidden: NeverShown;
  private readonly likeness: ItemLikeness | undefined;
  private readonly likenessRows: Float32Array;

  /** @param likeness where the network reads how alike the things are that a shopper chose */
  constructor(
    rows: number,
    model: TwoTowerOptions,
    slots: ItemSlots,
    source: SampleSource,
    dataset: Dataset,
    likeness?: ItemLikeness,
  ) {
    this.model = model;
    this.slots = slots;
    this.source = source;
    this.launched = launchTimes(dataset);
    this.hidden = neverShown(dataset.items);
    this.features = createShopperFeatures(rows, model.historyLength);
    this.historySlots = new BigInt64Array(rows * model.historyLength);
    this.targets = new BigInt64Array(rows);
    this.weights = new Float32Array(rows);
    this.likeness = likeness;
    this.likenessRows = new Float32Array(likeness ? rows * likeness.size : 0);
  }

  write(deeds: readonly Deed[], random: Random): Record<string, TypedArray> {
    const { features, slots, targets } = this;
    slots.clear();
    let latest = -Infinity;
    for (const [row, deed] of deeds.entries()) {
      const sample = this.source.sample(deed, random);
      writeShopperFeatures(features, row, sample.query, this.model.historyLength);
      this.likeness?.write(sample.query.history, this.likenessRows, row);
      targets[row] = BigInt(slots.slotOf(sample.target));
      this.weights[row] = sample.weight;
      latest = Math.max(latest, deed.events[deed.position].time);
    }
    this.writeHistorySlots(deeds.length);
    slots.fill(random);
    for (let slot = 0; slot < slots.items.length; slot++) {
      const item = slots.items[slot];
      if (this.launched[item] > latest || this.hidden.has(item)) slots.correction[slot] = NOT_FOR_SALE;
    }
    return {
      'history slots': this.historySlots,
      types: features.types,
      ages: features.ages,
      purchases: features.purchases,
      scenes: features.scenes,
      'history mask': features.mask,
      targets,
      weights: this.weights,
      correction: slots.correction,
      ...(this.likeness && { likeness: this.likenessRows }),
    };
  }

  private writeHistorySlots(rows: number): void {
    const { features, historySlots, slots } = this;
    const { historyLength } = this.model;
    historySlots.fill(0n);
    for (let row = 0; row < rows; row++) {
      for (let place = 0; place < historyLength; place++) {
        // Padding is masked and may point anywhere: named as an item, it would be drawn more often than corrected for.
        if (features.mask[row * (historyLength + EXTRA_TOKENS) + place] === 0) continue;
        const at = row * historyLength + place;
        historySlots[at] = BigInt(slots.slotOf(features.items[at]));
      }
    }
  }
}

/** What a catalogue says of the first day of sale may be late: an item that was touched was there. */
function launchTimes({ items, events }: Dataset): Float64Array {
  const times = Float64Array.from(items, ({ availableFrom }) =>
    availableFrom === null ? -Infinity : Date.parse(availableFrom),
  );
  for (let i = 0; i < events.count; i++) {
    const item = events.item[i];
    if (item >= 0) times[item] = Math.min(times[item], events.time[i]);
  }
  return times;
}
