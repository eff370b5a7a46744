import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { SearchAnswer } from '../../../src/core/contracts/api.ts';
import { fetchSearch, fetchSearchByPhoto, type SearchFilter } from '../api.ts';
import { photoStore, type Photo } from '../photo/photo-store.ts';
import { shopper } from '../state/shopper.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** What the address of the page asks for. */
export interface AskedSearch {
  readonly q: string;
  /** The photo that the address names; undefined where it names none, null where this page no longer has it. */
  readonly photo: Photo | null | undefined;
  readonly filter: SearchFilter;
}

const amountOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;

export function useAskedSearch(): AskedSearch {
  const [parameters] = useSearchParams();
  const kept = usePersisted(photoStore);
  const named = parameters.get('photo');
  return {
    q: (parameters.get('q') ?? '').trim().slice(0, 200),
    photo: named === null ? undefined : kept?.id === named ? kept : null,
    filter: {
      category: parameters.get('category') ?? undefined,
      minPrice: amountOf(parameters.get('min')),
      maxPrice: amountOf(parameters.get('max')),
    },
  };
}

/** What was found. While it is narrowed down, what was found before stays on the page. */
export function useSearch({ q, photo, filter }: AskedSearch): UseQueryResult<SearchAnswer> {
  const { userId, sessionId } = usePersisted(shopper);
  const what = photo ? `photo ${photo.id}` : q;
  return useQuery({
    queryKey: ['search', what, userId, sessionId, filter],
    queryFn: ({ signal }) => {
      const query = { ...filter, userId, sessionId };
      return photo ? fetchSearchByPhoto(photo.picture, query, signal) : fetchSearch({ ...query, q }, signal);
    },
    enabled: photo === undefined ? q !== '' : photo !== null,
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[1] === what ? previous : undefined,
  });
}
