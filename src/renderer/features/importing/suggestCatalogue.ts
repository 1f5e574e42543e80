/** Where a new catalogue for these files would lie: beside the first, named after it. */
export function suggestCatalogue(files: string[]): string {
  const first = files[0]
  if (first === undefined) return ''
  const cut = Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\'))
  const folder = first.slice(0, cut)
  const name = first.slice(cut + 1).replace(/\.[^.]*$/, '')
  const separator = first.includes('\\') && !first.includes('/') ? '\\' : '/'
  return `${folder}${separator}${name === '' ? 'tracks' : name}.tracksieve`
}
