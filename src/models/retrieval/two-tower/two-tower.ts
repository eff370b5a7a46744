import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Query } from '../../../core/contracts/dataset.ts';
import type { Item } from '../../../core/contracts/item.ts';
import { MODALITIES, type Modality, type ModalityWeights } from '../../../core/contracts/modality.ts';
import type { Recommender } from '../../../core/contracts/recommender.ts';
import { DaogouError } from '../../../core/errors.ts';
import { dot } from '../../../core/maths.ts';
import { createSession, type Session as TensorSession } from '../../../tensor/session.ts';
import { FUSION_NAMES, KEPT_APART, type FusionName } from '../../fusion/named.ts';
import { ItemLikeness, type ItemLikenessParts } from './item-likeness.ts';
import type { TwoTowerOptions } from './options.ts';
import { affinityOnnx, SHOPPERS } from './serving-graphs.ts';
import { createShopperFeatures, EXTRA_TOKENS, writeShopperFeatures } from './shopper-features.ts';

const FORMAT = 2;

const descriptionSchema = z.object({
  format: z.literal(FORMAT),
  width: z.int(),
  historyLength: z.int(),
  temperature: z.number(),
  // Models of before there was a choice have attention over all modalities.
  fusion: z.enum(FUSION_NAMES).default('attention'),
  modalities: z.array(z.enum(MODALITIES)).default([...MODALITIES]),
  likenessWidths: z.array(z.int()).optional(),
  itemIds: z.array(z.string()),
});

/** What training hands over, and what is stored. */
export interface TwoTowerParts {
  /** `width` is that of `vectors`. */
  readonly options: TwoTowerOptions;
  /** What fused the items' modalities. */
  readonly fusion: FusionName;
  /** The modalities that were fused, in the order of MODALITIES. */
  readonly modalities: readonly Modality[];
  readonly itemIds: readonly string[];
  /** `items × width`, rows of length 1. */
  readonly vectors: Float32Array;
  /** `items × MODALITIES`: 0 for those that were not fused. */
  readonly weights: Float32Array;
  /** One an item, on the scale of scores. */
  readonly appeal: Float32Array;
  /** Needed by a fusion that tells what each shopper goes by. */
  readonly likeness?: ItemLikenessParts;
  readonly shopperOnnx: Uint8Array;
  /** What the items' vectors were made by; stored beside them, and not needed to serve. */
  readonly itemEncoder?: ItemEncoderParts;
}

/** The item tower and its tables, for whoever wants vectors of other items. */
export interface ItemEncoderParts {
  /** Reads 128 items at once: of `image`, `text`, `attributes` and `behaviour` those fused, and `item mask`. */
  readonly onnx: Uint8Array;
  /** `vocabulary × width`: an item's attributes are the mean of its rows. */
  readonly attributeTable: Float32Array;
  /** `items × width`. */
  readonly behaviourTable: Float32Array;
  /** As `AttributeVocabulary.fromJson` reads it. */
  readonly vocabulary: unknown;
}

/** A shopper as the model reads one. */
export interface ShopperReading {
  /** `tokens × width`: vectors of length 1, of interests in the order of `ShopperInterests`. */
  readonly interests: Float32Array;
  /** One an interest, together 1. */
  readonly interestWeights: Float32Array;
  /** Items of the history, with what is added to the score of each. */
  readonly returns: readonly { readonly item: number; readonly score: number }[];
  /** The share of history, scene and the shop's general taste; together 1. */
  readonly weights: { readonly history: number; readonly scene: number; readonly general: number };
  /** The weights of the modalities for this shopper; undefined where the fusion has the same for all. */
  readonly goesBy?: ModalityWeights;
}

/**
 * The multimodal two-tower model as it serves: items are vectors made at training, a shopper becomes a weighted set
 * of interests at the moment of asking, and a score says how well an item pleases one of them, plus the item's
 * general appeal. Runs in the thread that calls it.
 */
export class TwoTower implements Recommender {
  readonly name = 'neural';
  private readonly parts: TwoTowerParts;
  private readonly session: TensorSession;
  /** From one shopper's interests to the affinity of every item. */
  private readonly affinities: TensorSession;
  private readonly likeness: ItemLikeness | undefined;

  private constructor(parts: TwoTowerParts, session: TensorSession, affinities: TensorSession) {
    this.parts = parts;
    this.session = session;
    this.affinities = affinities;
    this.likeness = parts.likeness && new ItemLikeness(parts.likeness);
  }

  static async fromParts(parts: TwoTowerParts): Promise<TwoTower> {
    const [session, affinities] = await Promise.all([
      createSession(parts.shopperOnnx, { threads: 1 }),
      createSession(affinityOnnx(parts.options, parts.itemIds.length), { threads: 1 }),
    ]);
    return new TwoTower(parts, session, affinities);
  }

  /** Throws `model-mismatch` where the stored vectors are of other items than those given. */
  static async load(artifacts: ArtifactReader, { items }: { items: readonly Item[] }): Promise<TwoTower> {
    const {
      itemIds,
      format: _format,
      fusion,
      modalities,
      likenessWidths,
      ...options
    } = descriptionSchema.parse(await artifacts.readJson('two-tower.json'));
    if (itemIds.length !== items.length || itemIds.some((id, i) => id !== items[i].id)) {
      throw new DaogouError('model-mismatch', 'The model was trained on another catalogue', {
        received: { trainedOn: itemIds.length, given: items.length },
        remedy: 'Load the items that the model was trained on, or train again: daogou train.',
      });
    }
    if (fusion === 'shopper-attention' && !likenessWidths) {
      throw new DaogouError(
        'model-mismatch',
        'The model was trained by an older version of shopper-attention',
        {
          received: 'a model without likeness of items',
          remedy: 'Train again: daogou train.',
        },
      );
    }
    const { vectors, weights, appeal } = await artifacts.readArrays('item-vectors');
    const likeness = likenessWidths && (await readLikeness(artifacts, likenessWidths));
    const shopperOnnx = await artifacts.readBytes('shopper-tower.onnx');
    return TwoTower.fromParts({
      options,
      fusion,
      modalities,
      itemIds,
      vectors: vectors as Float32Array,
      weights: weights as Float32Array,
      appeal: appeal as Float32Array,
      ...(likeness && { likeness }),
      shopperOnnx,
    });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { options, fusion, modalities, itemIds, shopperOnnx, itemEncoder } = this.parts;
    const { vectors, weights, appeal, likeness } = this.parts;
    const likenessWidths = likeness && { likenessWidths: likeness.widths };
    const described = { format: FORMAT, ...options, fusion, modalities, ...likenessWidths, itemIds };
    await artifacts.writeJson('two-tower.json', described);
    await artifacts.writeArrays('item-vectors', { vectors, weights, appeal });
    if (likeness) {
      const { spreads, vectors: distinctive } = likeness;
      await artifacts.writeArrays('item-likeness', { vectors: distinctive, spreads });
    }
    await artifacts.writeBytes('shopper-tower.onnx', shopperOnnx);
    if (!itemEncoder) return;
    const { onnx, attributeTable, behaviourTable, vocabulary } = itemEncoder;
    await artifacts.writeBytes('item-tower.onnx', onnx);
    await artifacts.writeArrays('item-tables', { attributes: attributeTable, behaviour: behaviourTable });
    await artifacts.writeJson('attribute-vocabulary.json', vocabulary);
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const scored: Float32Array[] = [];
    for (const reading of await this.read(queries)) scored.push(await this.scoresOf(reading));
    return scored;
  }

  /** Shoppers as sets of interests, with what they rest on. */
  async read(queries: readonly Query[]): Promise<ShopperReading[]> {
    const readings: ShopperReading[] = [];
    for (let start = 0; start < queries.length; start += SHOPPERS) {
      readings.push(...(await this.readRows(queries.slice(start, start + SHOPPERS))));
    }
    return readings;
  }

  get fusion(): FusionName {
    return this.parts.fusion;
  }

  get width(): number {
    return this.parts.options.width;
  }

  /** The item's vector; a view, not to be written to. */
  vectorOf(item: number): Float32Array {
    return this.parts.vectors.subarray(item * this.width, (item + 1) * this.width);
  }

  weightsOf(item: number): ModalityWeights {
    const start = item * MODALITIES.length;
    return weightsByName(MODALITIES, this.parts.weights.subarray(start, start + MODALITIES.length));
  }

  /**
   * What makes an item like another one: the share of each modality in their cosine, where the fusion keeps the
   * modalities apart and any of them agrees; otherwise the weights of `other`.
   */
  likenessOf(item: number, other: number): ModalityWeights {
    const { fusion, modalities } = this.parts;
    if (!KEPT_APART.has(fusion)) return this.weightsOf(other);
    const part = this.width / modalities.length;
    const [one, two] = [this.vectorOf(item), this.vectorOf(other)];
    const products = Float32Array.from(modalities, (_, i) =>
      Math.max(0, dot(one.subarray(i * part, (i + 1) * part), two.subarray(i * part, (i + 1) * part))),
    );
    const total = products.reduce((sum, product) => sum + product, 0);
    if (total === 0) return this.weightsOf(other);
    return weightsByName(
      modalities,
      products.map((product) => product / total),
    );
  }

  /** Cosine of one item with every item. */
  similarities(item: number): Float32Array {
    return cosines(this.parts.vectors, this.vectorOf(item), this.parts.itemIds.length);
  }

  private async scoresOf({ interests, interestWeights, returns }: ShopperReading): Promise<Float32Array> {
    const { appeal, vectors } = this.parts;
    const { affinity } = await this.affinities.run({ interests, weights: interestWeights, items: vectors });
    const scores = affinity.map((score, item) => score + appeal[item]);
    for (const { item, score } of returns) scores[item] += score;
    return scores;
  }

  private async readRows(queries: readonly Query[]): Promise<ShopperReading[]> {
    const { width } = this;
    const { historyLength } = this.parts.options;
    // Made anew for each call: the runtime reads them a moment later, when another call may be on its way.
    const features = createShopperFeatures(SHOPPERS, historyLength);
    const history = new Float32Array(SHOPPERS * historyLength * width);
    for (const [row, query] of queries.entries()) writeShopperFeatures(features, row, query, historyLength);
    gatherRows(this.parts.vectors, features.items, width, history);
    const { items, types, ages, purchases, scenes, mask } = features;
    const known = { history, types, ages, purchases, scenes, mask };
    const likeness = this.likeness?.of(queries, SHOPPERS);
    const feeds = likeness ? { ...known, likeness } : known;
    const { interests, weights, returns, 'goes by': goesBy } = await this.session.run(feeds);
    const tokens = historyLength + EXTRA_TOKENS;
    const { modalities } = this.parts;
    return queries.map((_query, row) => {
      const interestWeights = weights.slice(row * tokens, (row + 1) * tokens);
      const scene = interestWeights[historyLength + 1];
      const general = interestWeights[historyLength + 2];
      return {
        interests: interests.slice(row * tokens * width, (row + 1) * tokens * width),
        interestWeights,
        returns: Array.from({ length: historyLength }, (_, place) => place)
          .filter((place) => mask[row * tokens + place] === 1)
          .map((place) => row * historyLength + place)
          .map((place) => ({ item: items[place], score: returns[place] })),
        weights: { history: Math.max(0, 1 - scene - general), scene, general },
        ...(goesBy && {
          goesBy: weightsByName(
            modalities,
            goesBy.subarray(row * modalities.length, (row + 1) * modalities.length),
          ),
        }),
      };
    });
  }
}

async function readLikeness(
  artifacts: ArtifactReader,
  widths: readonly number[],
): Promise<ItemLikenessParts> {
  const { vectors, spreads } = await artifacts.readArrays('item-likeness');
  return { widths, vectors: vectors as Int8Array, spreads: spreads as Float32Array };
}

/** Weights in the order of `modalities`; the others have 0. */
function weightsByName(modalities: readonly Modality[], weights: Float32Array): ModalityWeights {
  const none = MODALITIES.map((modality) => [modality, 0] as const);
  const some = modalities.map((modality, i) => [modality, weights[i]] as const);
  return Object.fromEntries([...none, ...some]) as Record<Modality, number>;
}

/** Rows of a matrix, one after the other. */
function gatherRows(matrix: Float32Array, rows: Int32Array, width: number, out: Float32Array): Float32Array {
  for (const [to, from] of rows.entries()) {
    out.set(matrix.subarray(from * width, (from + 1) * width), to * width);
  }
  return out;
}

function cosines(vectors: Float32Array, vector: Float32Array, items: number): Float32Array {
  const width = vector.length;
  const result = new Float32Array(items);
  for (let item = 0, at = 0; item < items; item++) {
    let sum = 0;
    for (let i = 0; i < width; i++, at++) sum += vectors[at] * vector[i];
    result[item] = sum;
  }
  return result;
}
