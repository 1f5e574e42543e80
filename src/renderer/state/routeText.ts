/** A view and what it shows as the text after # in the address. */
export const views = ['start', 'library', 'review', 'train', 'evaluate', 'export'] as const
export type View = (typeof views)[number]

export interface Route {
  view: View
  params: Record<string, string>
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const view = views.find((known) => known === path) ?? 'start'
  return { view, params: Object.fromEntries(new URLSearchParams(query)) }
}

export function formatRoute({ view, params }: Route): string {
  const query = new URLSearchParams(params).toString()
  return query === '' ? `#/${view}` : `#/${view}?${query}`
}
