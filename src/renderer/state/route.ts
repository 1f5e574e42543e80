/** Which view is shown, in the address: #/review?track=12. */
import { create } from 'zustand'

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

export const useRoute = create<Route>(() => parseRoute(location.hash))
addEventListener('hashchange', () => useRoute.setState(parseRoute(location.hash), true))

/** Shows a view; the browser's back button returns. */
export function go(view: View, params: Record<string, string | number> = {}): void {
  const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]))
  location.hash = formatRoute({ view, params: texts })
}
