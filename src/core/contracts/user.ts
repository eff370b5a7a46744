import { z } from 'zod';
import { idSchema } from './item.ts';

export const userSchema = z.object({
  id: idSchema,
  /** What the shop knows of the person, such as `{ age: '33', club: 'ACTIVE' }`. */
  attributes: z.record(z.string().max(100), z.string().max(500)).default({}),
});

export type User = z.infer<typeof userSchema>;
