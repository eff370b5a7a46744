import type { Random } from '../../core/random.ts';

/**
 * The items that one training step computes: all of a small catalogue, or else those that the batch names and a
 * random sample of the rest. Each has a slot; scores are corrected by how likely an item was to get one (Bengio and
 * Senécal, 2008; Yi et al., 2019), so that the sampled softmax estimates the full one.
 */
export class ItemSlots {
  /** Item of each slot. */
  readonly items: Int32Array;
  /** Added to the logits of each slot. */
  readonly correction: Float32Array;
  private readonly slotOfItem: Int32Array;
  private readonly logLikelihood: Float32Array;
  private readonly itemCount: number;
  /** The items that random draws may give, and 1 for each of those. */
  private readonly drawn: ArrayLike<number>;
  private readonly isDrawn: Uint8Array;
  private used = 0;
  /** Items to draw that have no slot yet. */
  private left = 0;

  /**
   * @param popularity how often each item is named by a batch, on the scale of one draw: sums to 1
   * @param draws items that a batch names
   * @param drawn the items that are drawn at random; default: all
   */
  constructor(
    itemCount: number,
    slots: number,
    popularity: Float32Array,
    draws: number,
    drawn: ArrayLike<number> = Array.from({ length: itemCount }, (_, item) => item),
  ) {
    this.itemCount = itemCount;
    this.drawn = drawn;
    this.isDrawn = new Uint8Array(itemCount);
    for (let i = 0; i < drawn.length; i++) this.isDrawn[drawn[i]] = 1;
    this.left = drawn.length;
    this.items = new Int32Array(Math.min(slots, itemCount));
    this.correction = new Float32Array(this.items.length);
    this.slotOfItem = new Int32Array(itemCount).fill(-1);
    this.logLikelihood = new Float32Array(itemCount);
    if (this.holdsAll) {
      for (let item = 0; item < itemCount; item++) this.items[item] = this.slotOfItem[item] = item;
      this.used = itemCount;
      return;
    }
    const random = Math.max(1, slots - draws) / drawn.length;
    for (let item = 0; item < itemCount; item++) {
      this.logLikelihood[item] = Math.log(Math.min(1, popularity[item] * draws + random));
    }
  }

  get holdsAll(): boolean {
    return this.items.length === this.itemCount;
  }

  /** Empties the slots for the next batch. */
  clear(): void {
    if (this.holdsAll) return;
    for (let slot = 0; slot < this.used; slot++) this.slotOfItem[this.items[slot]] = -1;
    this.used = 0;
    this.left = this.drawn.length;
  }

  /** The slot of an item, given to it now if it had none. The caller names at most as many items as there are slots. */
  slotOf(item: number): number {
    const known = this.slotOfItem[item];
    if (known >= 0) return known;
    this.items[this.used] = item;
    this.left -= this.isDrawn[item];
    return (this.slotOfItem[item] = this.used++);
  }

  /** Gives what is left to random items and sets the corrections. */
  fill(random: Random): void {
    const isFull = (): boolean => this.used === this.items.length;
    while (!isFull() && this.left > 0) this.slotOf(this.drawn[random.integer(this.drawn.length)]);
    // Where there are fewer to draw than slots, the others take what is left.
    for (let item = 0; !isFull(); item++) this.slotOf(item);
    for (let slot = 0; slot < this.items.length; slot++) {
      this.correction[slot] = -this.logLikelihood[this.items[slot]];
    }
  }
}
