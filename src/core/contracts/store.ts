import type { Dataset } from './dataset.ts';
import type { Event } from './event.ts';
import type { Item } from './item.ts';
import type { ImportReport } from './import-report.ts';
import type { User } from './user.ts';

/** The system of record. Every write is idempotent: the same rows twice change nothing. */
export interface Store {
  readonly items: ItemTable;
  readonly users: UserTable;
  readonly events: EventTable;
  readonly decisions: DecisionTable;
  readonly imports: ImportTable;
  /** Everything a model reads, in one pass; items by id, events by time then id, so equal stores give equal data sets. */
  loadDataset(): Promise<Dataset>;
  close(): Promise<void>;
}

export interface WriteCount {
  readonly inserted: number;
  readonly updated: number;
  /** Rows that were there already, equal in every column. */
  readonly unchanged: number;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

export interface ItemFilter {
  /** Any of the item's categories equals this name. */
  readonly category?: string;
  readonly sort?: 'id' | 'price-ascending' | 'price-descending' | 'newest';
  readonly offset: number;
  readonly limit: number;
}

export interface ItemTable {
  upsert(items: readonly Item[]): Promise<WriteCount>;
  /** Stores those whose id is new and leaves all others as they are; resolves to how many were new. */
  insertNew(items: readonly Item[]): Promise<number>;
  /** In the order of the ids, retired ones among them; ids that are not there are left out. */
  get(ids: readonly string[]): Promise<Item[]>;
  /** Items that are sold: retired ones are in no list and in no total. */
  list(filter: ItemFilter): Promise<Page<Item>>;
  /** Names of first-level categories with the number of items sold in each, largest first. */
  categories(): Promise<{ name: string; items: number }[]>;
}

export interface UserTable {
  upsert(users: readonly User[]): Promise<WriteCount>;
  get(ids: readonly string[]): Promise<User[]>;
  list(page: { offset: number; limit: number }): Promise<Page<User>>;
}

export interface EventTable {
  /** Stores events whose id is new. Items and users named by an event need not exist. */
  append(events: readonly Event[]): Promise<{ inserted: number; duplicates: number }>;
  /** The newest `limit` events of a person or of a session, oldest first. */
  recent(of: { userId: string } | { sessionId: string }, limit: number): Promise<Event[]>;
  /** The number of events of each type. */
  count(): Promise<Record<string, number>>;
}

/** One answer that was given, kept so that what follows can be credited to it. */
export interface Decision {
  readonly recommendationId: string;
  readonly time: string;
  readonly kind: 'recommend' | 'similar' | 'search' | 'rank' | 'next-action';
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly modelId: string;
  /** What was shown, best first, with the probability that the policy showed it (1 for a deterministic one). */
  readonly shown: readonly { target: string; score: number; propensity: number }[];
}

export interface DecisionTable {
  append(decisions: readonly Decision[]): Promise<void>;
  get(recommendationId: string): Promise<Decision | undefined>;
}

export interface ImportTable {
  save(report: ImportReport): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<ImportReport[]>;
}
