import { customType } from 'drizzle-orm/pg-core';

/**
 * Text that sorts by its UTF-8 bytes on every server. Without the fixed collation two databases with different
 * locales would number the same items differently, and a model's rows would no longer fit its catalogue.
 */
export const idText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/**
 * A moment to the millisecond, in code as ISO 8601 with `Z`. Connections run with `TimeZone = UTC`, so the server
 * answers `2020-05-31 00:00:00+00` or `2020-05-31 00:00:00.5+00`.
 */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(`${value.replace(' ', 'T').replace(/\+00$/, '')}Z`).toISOString(),
});
