import {
  ArrowRight,
  Columns3,
  Eye,
  Heart,
  type LucideIcon,
  MessageCircle,
  Minus,
  Plus,
  Search,
  ShoppingBag,
  SlidersHorizontal,
  Ticket,
} from 'lucide-react';
import type { Action } from '../../../src/core/contracts/action.ts';

const ICONS: Record<Action, LucideIcon> = {
  view_item: Eye,
  search: Search,
  add_to_cart: Plus,
  remove_from_cart: Minus,
  view_cart: ShoppingBag,
  add_to_wishlist: Heart,
  begin_checkout: ArrowRight,
  purchase: ArrowRight,
  apply_coupon: Ticket,
  compare: Columns3,
  filter: SlidersHorizontal,
  ask: MessageCircle,
  leave: ArrowRight,
};

export function StepIcon({ action }: { action: Action }) {
  const Icon = ICONS[action];
  return <Icon size={18} aria-hidden="true" className="shrink-0" />;
}
