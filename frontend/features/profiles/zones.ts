/** All time zones by name, with the person's own one first; `kept` is there even if this browser does not know it. */
export const zoneOptions = (kept: string | null) => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = new Set([own, ...(kept ? [kept] : []), ...Intl.supportedValuesOf('timeZone')])
  const label = (zone: string) => zone.replaceAll('_', ' ') + (zone === own ? ' (this device)' : '')
  return [{ value: '', label: 'Not shown' }, ...[...all].map((zone) => ({ value: zone, label: label(zone) }))]
}
