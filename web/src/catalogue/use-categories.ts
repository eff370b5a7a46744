import { useQuery } from '@tanstack/react-query';
import { fetchCategories } from '../api.ts';

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => fetchCategories(signal),
    staleTime: Infinity,
  });
}
