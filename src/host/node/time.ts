const two = (value: number): string => String(value).padStart(2, '0');

/** The laptop's wall clock as ISO 8601 with milliseconds and its offset, e.g. 2025-01-08T09:12:00.000+09:00. */
export const localTime = (at: Date): string => {
  const offset = -at.getTimezoneOffset();
  const shifted = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offset);
  return `${shifted}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};
