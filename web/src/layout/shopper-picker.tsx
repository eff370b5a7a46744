import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { fetchUsers } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { shopAs, shopper } from '../state/shopper.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { shopperName } from './shopper-name.ts';

const DEMO_SHOPPERS = 24;
const NEW_GUEST = ' new guest';

/** The demo shoppers to try the shop as. */
export function useShoppers() {
  return useQuery({
    queryKey: ['users', DEMO_SHOPPERS],
    queryFn: ({ signal }) => fetchUsers(DEMO_SHOPPERS, signal),
    staleTime: Infinity,
  });
}

/** A native list: it works with every keyboard, screen reader and phone. */
export function ShopperPicker() {
  const { texts, language } = useTexts();
  const { userId } = usePersisted(shopper);
  const { data } = useShoppers();
  const rows = data?.rows ?? [];
  const listed = userId === null || rows.some(({ id }) => id === userId);
  return (
    <label className="press relative flex h-11 min-w-0 items-center gap-2 rounded-full px-3 text-sm focus-within:outline-2 focus-within:outline-accent hover:bg-well">
      <UserRound size={18} aria-hidden="true" className="shrink-0 text-soft" />
      <span className="sr-only">{texts.header.shopAs}</span>
      <select
        value={userId ?? ''}
        onChange={({ target }) =>
          shopAs(target.value === '' || target.value === NEW_GUEST ? null : target.value)
        }
        className="w-full min-w-0 bg-transparent text-ink outline-none [&>option]:bg-surface"
      >
        <option value="">{texts.header.guest}</option>
        {userId === null && <option value={NEW_GUEST}>{texts.header.newGuest}</option>}
        {!listed && <option value={userId}>{userId}</option>}
        {rows.map((user) => (
          <option key={user.id} value={user.id}>
            {shopperName(user, language)}
          </option>
        ))}
      </select>
    </label>
  );
}
