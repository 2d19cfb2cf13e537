/** Whether it is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(given: unknown): given is string {
  if (typeof given !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return false;
  const date = new Date(`${given}T00:00:00Z`);
  // 30 February is read as the 2nd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given);
}
