/** Names of videos, for sentences. */
import type { OpenCatalogue } from '../../catalogue/repositories.ts'

const most = 3

/** "a, b, c and 4 more" */
export function someNames(catalogue: OpenCatalogue, videos: readonly number[]): string {
  const names = videos.slice(0, most).map((id) => catalogue.videos.get(id)?.name ?? `video ${id}`)
  const more = videos.length - names.length
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
