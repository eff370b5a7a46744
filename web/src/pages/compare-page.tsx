import { useQueries } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { fetchItem } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { PageHeading } from '../layout/page-heading.tsx';
import { Comparison } from './home/comparison.tsx';

const MOST_COMPARED = 3;

/** The items named in the address, side by side. */
export function ComparePage() {
  const { texts } = useTexts();
  const [parameters] = useSearchParams();
  const ids = [...new Set(parameters.getAll('id'))].slice(0, MOST_COMPARED);
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['item', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchItem(id, signal),
    })),
  });
  const items = answers.flatMap(({ data }) => (data ? [{ item: data }] : []));
  const waiting = answers.some(({ isPending }) => isPending);
  return (
    <>
      <PageHeading title={texts.compare.title} className="mb-6 text-3xl font-semibold tracking-tight" />
      {items.length > 0 && <Comparison items={items} recommendationId={null} />}
      {items.length === 0 && (
        <output className="block text-soft">{waiting ? texts.states.loading : texts.compare.empty}</output>
      )}
    </>
  );
}
