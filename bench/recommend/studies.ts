/** What `bench/recommend.bench.ts` measures: public data, a protocol and the models beside each other. */

/** One call of `daogou evaluate`. */
export interface Run {
  readonly name: string;
  /** What follows `daogou evaluate`, but for the seed and the workspace. */
  readonly call: string;
  /** What the default is called in the table, where several recipes stand in it. */
  readonly defaultIs?: string;
  /** Models whose training draws nothing: one seed tells all. Default: every seed. */
  readonly once?: boolean;
}

export interface Study {
  readonly key: string;
  /** The folder of `DAOGOU_DATA`, and its format. */
  readonly folder: string;
  readonly format: string;
  readonly runs: readonly Run[];
  /** Columns of the table: the report's name of a metric, and the table's. */
  readonly metrics: readonly (readonly [name: string, head: string])[];
}

const LEAVE_ONE_OUT = [
  ['hr@10', 'HR@10'],
  ['ndcg@10', 'NDCG@10'],
  ['unseen-hr@10', 'HR@10, history removed'],
  ['unseen-ndcg@10', 'NDCG@10, history removed'],
] as const;

const NEXT_PURCHASE = 'leave-one-out --same-day both --only';

const MONTHS = 'time-split --test-from 2020-05-01 --test-until 2020-06-01 --periods 8 --only';
const SIMPLE = 'repeat-purchase,co-visitation,content-profile,item-knn,popularity-last-month';

export const STUDIES: readonly Study[] = [
  {
    key: 'beauty',
    folder: 'amazon/beauty',
    format: 'amazon',
    metrics: LEAVE_ONE_OUT,
    runs: [
      { name: 'fast', call: `${NEXT_PURCHASE} default --recipe fast`, defaultIs: 'default, `--recipe fast`' },
      { name: 'best', call: `${NEXT_PURCHASE} default --recipe best`, defaultIs: 'default, `--recipe best`' },
      { name: 'sasrec-plain', call: `${NEXT_PURCHASE} sasrec-plain` },
      { name: 'counting', call: `${NEXT_PURCHASE} transitions,item-knn,popularity`, once: true },
    ],
  },
  {
    key: 'hm',
    folder: 'hm',
    format: 'hm',
    metrics: [
      ['recall@20', 'Recall@20'],
      ['ndcg@20', 'NDCG@20'],
      ['map@12', 'MAP@12'],
      ['cold-recall@20', 'Recall@20 of cold targets'],
    ],
    runs: [
      { name: 'months', call: `${MONTHS} default,neural,${SIMPLE}`, defaultIs: 'default' },
      {
        name: 'cold',
        call: `${MONTHS} default --cold-places 8`,
        defaultIs: 'default, `--cold-places 8`',
      },
    ],
  },
  {
    key: 'office',
    folder: 'amazon/office',
    format: 'amazon',
    metrics: [
      ...LEAVE_ONE_OUT.slice(0, 2),
      ['warm-hr@10', 'HR@10 of known targets'],
      ['cold-hr@10', 'HR@10 of cold targets'],
    ],
    runs: [
      { name: 'fast', call: 'leave-one-out --only default' },
      {
        name: 'counting',
        call: 'leave-one-out --only transitions,item-knn,content-profile,cold-content,popularity',
        once: true,
      },
    ],
  },
  {
    key: 'yoochoose',
    folder: 'yoochoose',
    format: 'yoochoose',
    metrics: [
      ['recall@20', 'Recall@20'],
      ['mrr@20', 'MRR@20'],
    ],
    runs: [
      { name: 'clicks', call: 'sessions --only default' },
      { name: 'counting', call: 'sessions --only session-knn,transitions,item-knn,popularity', once: true },
    ],
  },
];
