import type { Dataset } from '../../core/contracts/dataset.ts';
import { MODALITIES } from '../../core/contracts/modality.ts';
import type { Random } from '../../core/random.ts';
import type { ContentVectors, ModalityVectors } from '../../models/content-vectors.ts';
import type { Fusion } from '../../models/fusion/fusion.ts';
import { AttributeVocabulary } from '../../models/retrieval/two-tower/attribute-vocabulary.ts';
import { itemTower, type ItemEvidence } from '../../models/retrieval/two-tower/item-tower.ts';
import { tellsTaste } from '../../models/retrieval/two-tower/shopper-features.ts';
import type { TwoTowerParts } from '../../models/retrieval/two-tower/two-tower.ts';
import { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { Graph, type TypedArray } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { sparseAdam, type SparseOptimiser } from '../../tensor/optimisers/sparse-adam.ts';

export interface EvidenceOptions {
  readonly width: number;
  readonly slots: number;
  readonly learningRate: (step: number) => number;
  readonly random: Random;
}

/** How often each modality is hidden in training, so that none is leant on alone and a missing one is no surprise. */
const HIDDEN: readonly number[] = MODALITIES.map((modality) => (modality === 'behaviour' ? 0.6 : 0.15));
/** Rows of embedding tables move faster than shared weights: each is touched less often. */
const TABLE_RATE = 1;
/** An item touched less often has no behaviour worth a vector of its own. */
const FEWEST_TOUCHES = 3;
/** Items encoded at once after training. */
const ROWS = 128;

/** What is known of each item, gathered for one step and taught by its gradients. */
export class ItemEvidenceSource {
  readonly vocabulary: AttributeVocabulary;
  private readonly content: ContentVectors;
  private readonly attributeRows: readonly Int32Array[];
  private readonly attributes: EmbeddingTable;
  private readonly behaviour: EmbeddingTable;
  private readonly attributeOptimiser: SparseOptimiser;
  private readonly behaviourOptimiser: SparseOptimiser;
  /** `items × modalities`: 1 where the modality is there. */
  private readonly present: Float32Array;
  private readonly feeds: Record<'image' | 'text' | 'attributes' | 'behaviour' | 'item mask', Float32Array>;
  private batchItems: Int32Array = new Int32Array(0);
  private batchRows: Int32Array = new Int32Array(0);
  private batchOffsets: Int32Array = new Int32Array(1);

  constructor(dataset: Dataset, content: ContentVectors, options: EvidenceOptions) {
    const { width, slots, random } = options;
    this.content = content;
    this.vocabulary = AttributeVocabulary.fit(dataset.items);
    this.attributeRows = dataset.items.map((item) => this.vocabulary.rowsOf(item));
    const learningRate = (step: number): number => TABLE_RATE * options.learningRate(step);
    const table = (rows: number, label: string): EmbeddingTable =>
      EmbeddingTable.random({ rows: Math.max(1, rows), width }, 0.1, random.fork(label));
    this.attributes = table(this.vocabulary.size, 'attributes');
    this.behaviour = table(dataset.items.length, 'behaviour');
    this.attributeOptimiser = sparseAdam(this.attributes, { learningRate });
    this.behaviourOptimiser = sparseAdam(this.behaviour, { learningRate });
    this.present = presence(dataset, content, this.attributeRows);
    this.feeds = evidenceFeeds(slots, content, width);
  }

  /** The inputs of a graph that read `rows` items. */
  declare(graph: Graph, rows: number): ItemEvidence {
    const { width } = this.attributes;
    return {
      image: graph.input('image', [rows, this.content.image.width]),
      text: graph.input('text', [rows, this.content.text.width]),
      attributes: graph.input('attributes', [rows, width], 'float32', { gradient: true }),
      behaviour: graph.input('behaviour', [rows, width], 'float32', { gradient: true }),
    };
  }

  /** What is known of these items, with modalities hidden at random. */
  write(items: Int32Array, random: Random): Record<string, TypedArray> {
    this.gather(items, this.feeds);
    const mask = this.feeds['item mask'];
    for (let i = 0; i < mask.length; i++) if (random.next() < HIDDEN[i % MODALITIES.length]) mask[i] = 0;
    return this.feeds;
  }

  /** Teaches the tables what the last written batch came to. */
  learn(gradients: Readonly<Record<string, Float32Array>>): void {
    this.attributeOptimiser.accumulateBag(this.batchRows, this.batchOffsets, gradients['attributes']);
    this.behaviourOptimiser.accumulate(this.batchItems, gradients['behaviour']);
    this.attributeOptimiser.step();
    this.behaviourOptimiser.step();
  }

  /** Every item's vector, modality weights and appeal under the trained parameters. */
  async encodeAll(
    parameters: ParameterStore,
    options: { readonly width: number; readonly fusion: Fusion },
  ): Promise<Pick<TwoTowerParts, 'vectors' | 'weights' | 'appeal' | 'itemEncoder'>> {
    const graph = new Graph();
    const mask = graph.input('item mask', [ROWS, MODALITIES.length]);
    const tower = itemTower(graph, parameters, this.declare(graph, ROWS), mask, options);
    graph.output('vectors', tower.vectors);
    graph.output('weights', tower.weights);
    graph.output('appeal', tower.appeal);
    const onnx = graph.toOnnx({ frozen: parameters.frozen() });
    const session = await createSession(onnx, { threads: 1 });
    const count = this.attributeRows.length;
    const result = {
      vectors: new Float32Array(count * options.width),
      weights: new Float32Array(count * MODALITIES.length),
      appeal: new Float32Array(count),
      itemEncoder: {
        onnx,
        attributeTable: this.attributes.data,
        behaviourTable: this.behaviour.data,
        vocabulary: this.vocabulary.toJson(),
      },
    };
    const feeds = evidenceFeeds(ROWS, this.content, options.width);
    for (let start = 0; start < count; start += ROWS) {
      const used = Math.min(ROWS, count - start);
      // The last rows repeat the last item: a session reads full batches only.
      const items = Int32Array.from({ length: ROWS }, (_, row) => Math.min(start + row, count - 1));
      this.gather(items, feeds);
      const { vectors, weights, appeal } = await session.run(feeds);
      result.vectors.set(vectors.subarray(0, used * options.width), start * options.width);
      result.weights.set(weights.subarray(0, used * MODALITIES.length), start * MODALITIES.length);
      result.appeal.set(appeal.subarray(0, used), start);
    }
    await session.release();
    return result;
  }

  private gather(items: Int32Array, feeds: ItemEvidenceSource['feeds']): void {
    gatherRows(this.content.image, items, feeds.image);
    gatherRows(this.content.text, items, feeds.text);
    this.gatherAttributeBags(items, feeds.attributes);
    this.behaviour.gather(items, feeds.behaviour);
    const modalities = MODALITIES.length;
    for (let row = 0; row < items.length; row++) {
      const from = items[row] * modalities;
      for (let i = 0; i < modalities; i++) feeds['item mask'][row * modalities + i] = this.present[from + i];
    }
    this.batchItems = items;
  }

  private gatherAttributeBags(items: Int32Array, out: Float32Array): void {
    let total = 0;
    for (const item of items) total += this.attributeRows[item].length;
    const rows = new Int32Array(total);
    const offsets = new Int32Array(items.length + 1);
    for (let i = 0, at = 0; i < items.length; i++) {
      rows.set(this.attributeRows[items[i]], at);
      at += this.attributeRows[items[i]].length;
      offsets[i + 1] = at;
    }
    this.batchRows = rows;
    this.batchOffsets = offsets;
    this.attributes.bag(rows, offsets, out);
  }
}

function evidenceFeeds(rows: number, content: ContentVectors, width: number): ItemEvidenceSource['feeds'] {
  return {
    image: new Float32Array(rows * content.image.width),
    text: new Float32Array(rows * content.text.width),
    attributes: new Float32Array(rows * width),
    behaviour: new Float32Array(rows * width),
    'item mask': new Float32Array(rows * MODALITIES.length),
  };
}

function gatherRows({ vectors, width }: ModalityVectors, items: Int32Array, out: Float32Array): void {
  for (let row = 0; row < items.length; row++) {
    const from = items[row] * width;
    out.set(vectors.subarray(from, from + width), row * width);
  }
}

function presence(
  dataset: Dataset,
  content: ContentVectors,
  attributeRows: readonly Int32Array[],
): Float32Array {
  const touches = new Uint32Array(dataset.items.length);
  const { count, item, type } = dataset.events;
  for (let i = 0; i < count; i++) if (item[i] >= 0 && tellsTaste(type[i])) touches[item[i]]++;
  const present = new Float32Array(dataset.items.length * MODALITIES.length);
  for (let i = 0; i < dataset.items.length; i++) {
    present.set(
      [
        content.image.present[i],
        content.text.present[i],
        attributeRows[i].length > 0 ? 1 : 0,
        touches[i] >= FEWEST_TOUCHES ? 1 : 0,
      ],
      i * MODALITIES.length,
    );
  }
  return present;
}
