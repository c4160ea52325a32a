/** The most that one page of a list has. */
const PAGE = 100

/** All rows of a list that is sorted by id: asks for page after page, each beginning after the last id of the one before. */
export async function everyPage<T extends { id: string }>(
  find: (after: { id?: { $gt: string } }) => Promise<{ data: T[] }>
): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const last = all.at(-1)?.id
    const { data } = await find(last ? { id: { $gt: last } } : {})
    all.push(...data)
    if (data.length < PAGE) return all
  }
}
