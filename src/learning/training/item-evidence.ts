import type { Dataset } from '../../core/contracts/dataset.ts';
import { MODALITIES, type Modality } from '../../core/contracts/modality.ts';
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
import { hideModalities } from './modality-dropout.ts';

export interface EvidenceOptions {
  readonly width: number;
  readonly slots: number;
  readonly learningRate: (step: number) => number;
  readonly random: Random;
  /** What is read of items, in the order of MODALITIES. */
  readonly modalities: readonly Modality[];
  /** How often each is hidden in training. */
  readonly hidden: Readonly<Partial<Record<Modality, number>>>;
}

type EvidenceFeeds = Readonly<Partial<Record<Modality, Float32Array>>> & {
  readonly 'item mask': Float32Array;
};

/** Rows of embedding tables move faster than shared weights: each is touched less often. */
const TABLE_RATE = 1;
/** An item touched less often has no behaviour worth a vector of its own. */
const FEWEST_TOUCHES = 3;
/** Items encoded at once after training. */
const ROWS = 128;

/** What is known of each item in the chosen modalities, gathered for one step and taught by its gradients. */
export class ItemEvidenceSource {
  readonly vocabulary: AttributeVocabulary;
  private readonly content: ContentVectors;
  private readonly attributeRows: readonly Int32Array[];
  private readonly attributes: EmbeddingTable;
  private readonly behaviour: EmbeddingTable;
  private readonly attributeOptimiser: SparseOptimiser;
  private readonly behaviourOptimiser: SparseOptimiser;
  private readonly modalities: readonly Modality[];
  private readonly hidden: readonly number[];
  /** `items × modalities`: 1 where the modality is there. */
  private readonly present: Float32Array;
  private readonly feeds: EvidenceFeeds;
  private batchItems: Int32Array = new Int32Array(0);
  private batchRows: Int32Array = new Int32Array(0);
  private batchOffsets: Int32Array = new Int32Array(1);

  constructor(dataset: Dataset, content: ContentVectors, options: EvidenceOptions) {
    const { width, slots, random, modalities } = options;
    this.content = content;
    this.modalities = modalities;
    this.hidden = modalities.map((modality) => options.hidden[modality] ?? 0);
    this.vocabulary = AttributeVocabulary.fit(dataset.items);
    this.attributeRows = dataset.items.map((item) => this.vocabulary.rowsOf(item));
    const learningRate = (step: number): number => TABLE_RATE * options.learningRate(step);
    const table = (rows: number, label: string): EmbeddingTable =>
      EmbeddingTable.random({ rows: Math.max(1, rows), width }, 0.1, random.fork(label));
    this.attributes = table(this.vocabulary.size, 'attributes');
    this.behaviour = table(dataset.items.length, 'behaviour');
    this.attributeOptimiser = sparseAdam(this.attributes, { learningRate });
    this.behaviourOptimiser = sparseAdam(this.behaviour, { learningRate });
    this.present = presence(dataset, content, this.attributeRows, modalities);
    this.feeds = this.makeFeeds(slots);
  }

  /** The inputs of a graph that read `rows` items; those from tables can give their gradients. */
  declare(graph: Graph, rows: number): ItemEvidence {
    return new Map(
      this.modalities.map((modality) => {
        const gradient = isTable(modality);
        return [modality, graph.input(modality, [rows, this.widthOf(modality)], 'float32', { gradient })];
      }),
    );
  }

  /** What is known of these items, with modalities hidden at random. */
  write(items: Int32Array, random: Random): Record<string, TypedArray> {
    this.gather(items, this.feeds);
    hideModalities(this.feeds['item mask'], this.hidden, random);
    return this.feeds;
  }

  /** Teaches the tables what the last written batch came to. */
  learn(gradients: Readonly<Record<string, Float32Array>>): void {
    if (this.feeds.attributes) {
      this.attributeOptimiser.accumulateBag(this.batchRows, this.batchOffsets, gradients['attributes']);
      this.attributeOptimiser.step();
    }
    if (this.feeds.behaviour) {
      this.behaviourOptimiser.accumulate(this.batchItems, gradients['behaviour']);
      this.behaviourOptimiser.step();
    }
  }

  /** Every item's vector, modality weights and appeal under the trained parameters. */
  async encodeAll(
    parameters: ParameterStore,
    options: { readonly width: number; readonly fusion: Fusion },
  ): Promise<Pick<TwoTowerParts, 'vectors' | 'weights' | 'appeal' | 'itemEncoder'>> {
    const graph = new Graph();
    const mask = graph.input('item mask', [ROWS, this.modalities.length]);
    const tower = itemTower(graph, parameters, this.declare(graph, ROWS), mask, options);
    graph.output('vectors', tower.vectors);
    graph.output('weights', tower.weights);
    graph.output('appeal', tower.appeal);
    const onnx = graph.toOnnx({ frozen: parameters.frozen() });
    const session = await createSession(onnx, { threads: 1 });
    const count = this.attributeRows.length;
    const width = tower.vectors.shape[1];
    const result = {
      vectors: new Float32Array(count * width),
      weights: new Float32Array(count * MODALITIES.length),
      appeal: new Float32Array(count),
      itemEncoder: {
        onnx,
        attributeTable: this.attributes.data,
        behaviourTable: this.behaviour.data,
        vocabulary: this.vocabulary.toJson(),
      },
    };
    const feeds = this.makeFeeds(ROWS);
    for (let start = 0; start < count; start += ROWS) {
      const used = Math.min(ROWS, count - start);
      // The last rows repeat the last item: a session reads full batches only.
      const items = Int32Array.from({ length: ROWS }, (_, row) => Math.min(start + row, count - 1));
      this.gather(items, feeds);
      const { vectors, weights, appeal } = await session.run(feeds);
      result.vectors.set(vectors.subarray(0, used * width), start * width);
      this.spreadWeights(weights.subarray(0, used * this.modalities.length), result.weights, start);
      result.appeal.set(appeal.subarray(0, used), start);
    }
    await session.release();
    return result;
  }

  /** Weights of the modalities that are read into rows of all of them, from row `start` on. */
  private spreadWeights(weights: Float32Array, out: Float32Array, start: number): void {
    for (const [i, weight] of weights.entries()) {
      const row = start + Math.floor(i / this.modalities.length);
      out[row * MODALITIES.length + MODALITIES.indexOf(this.modalities[i % this.modalities.length])] = weight;
    }
  }

  private widthOf(modality: Modality): number {
    return modality === 'image' || modality === 'text' ? this.content[modality].width : this.attributes.width;
  }

  private makeFeeds(rows: number): EvidenceFeeds {
    const feeds = this.modalities.map((modality) => [
      modality,
      new Float32Array(rows * this.widthOf(modality)),
    ]);
    return { ...Object.fromEntries(feeds), 'item mask': new Float32Array(rows * this.modalities.length) };
  }

  private gather(items: Int32Array, feeds: EvidenceFeeds): void {
    if (feeds.image) gatherRows(this.content.image, items, feeds.image);
    if (feeds.text) gatherRows(this.content.text, items, feeds.text);
    if (feeds.attributes) this.gatherAttributeBags(items, feeds.attributes);
    if (feeds.behaviour) this.behaviour.gather(items, feeds.behaviour);
    const modalities = this.modalities.length;
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

/** Whether a modality comes from a table that is learned along with the network. */
export function isTable(modality: Modality): boolean {
  return modality === 'attributes' || modality === 'behaviour';
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
  modalities: readonly Modality[],
): Float32Array {
  const touches = new Uint32Array(dataset.items.length);
  const { count, item, type } = dataset.events;
  for (let i = 0; i < count; i++) if (item[i] >= 0 && tellsTaste(type[i])) touches[item[i]]++;
  const isPresent: Readonly<Record<Modality, (item: number) => boolean>> = {
    image: (item) => content.image.present[item] === 1,
    text: (item) => content.text.present[item] === 1,
    attributes: (item) => attributeRows[item].length > 0,
    behaviour: (item) => touches[item] >= FEWEST_TOUCHES,
  };
  return Float32Array.from({ length: dataset.items.length * modalities.length }, (_, at) =>
    isPresent[modalities[at % modalities.length]](Math.floor(at / modalities.length)) ? 1 : 0,
  );
}
