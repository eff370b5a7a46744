import type { Query } from '../../../core/contracts/dataset.ts';
import type { Modality } from '../../../core/contracts/modality.ts';
import type { RecentItem } from '../../retrieval/recent-items.ts';

/** One number that is known of an item when a shopper asks, and that the ranker weighs. */
export interface Feature {
  readonly name: string;
  /** The evidence that it comes from; `mixed` where it is itself a model of several. */
  readonly modality: Modality | 'mixed';
  /** Weight of the raw feature in the first guess, which picks the candidates; the same in every shop. */
  readonly guess: number;
  /** Weight of the feature, standardised among candidates, that is believed before any purchase was seen. */
  readonly prior: number;
}

/** What is asked, with the shopper's past already gathered. */
export interface Ask {
  readonly query: Query;
  readonly past: readonly RecentItem[];
}

/** A few features that are computed together. `columns[f]` is feature f, one entry an item. */
export type FeatureGroup = SharedFeatures | PersonalFeatures;

/** The same for everybody. */
export interface SharedFeatures {
  readonly kind: 'shared';
  readonly features: readonly Feature[];
  readonly columns: readonly Float32Array[];
}

/** Computed anew for each question; `write` sets every entry of every column. */
export interface PersonalFeatures {
  readonly kind: 'personal';
  readonly features: readonly Feature[];
  write(ask: Ask, columns: readonly Float32Array[]): void;
}
