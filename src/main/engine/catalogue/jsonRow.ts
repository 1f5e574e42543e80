/** Records to table rows and back, where names differ and some fields are JSON. */
type Names = Readonly<Record<string, string>>

/** Absent fields stay absent, so that an update touches only what changes. */
export function toColumns(fields: object, names: Names, json: ReadonlySet<string>): Record<string, unknown> {
  const present = Object.entries(fields).filter(([field, value]) => field in names && value !== undefined)
  return Object.fromEntries(
    present.map(([field, value]) => [
      names[field]!,
      json.has(field) && value !== null ? JSON.stringify(value) : value,
    ]),
  )
}

export function toFields<Target>(
  row: Record<string, unknown>,
  names: Names,
  json: ReadonlySet<string>,
): Target {
  const fields = Object.entries(names).map(([field, column]) => {
    const value = row[column]
    return [field, json.has(field) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value]
  })
  return { id: row.id, ...Object.fromEntries(fields) } as Target
}

export const setClause = (values: Record<string, unknown>): string =>
  Object.keys(values)
    .map((column) => `${column} = @${column}`)
    .join(', ')
