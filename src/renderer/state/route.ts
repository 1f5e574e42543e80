/** Which view is shown, in the address: #/review?track=12. */
import { create } from 'zustand'
import { formatRoute, parseRoute, type Route, type View } from './routeText.ts'

export { formatRoute, type Route, type View, views } from './routeText.ts'

export const useRoute = create<Route>(() => parseRoute(location.hash))
addEventListener('hashchange', () => useRoute.setState(parseRoute(location.hash), true))

/** Shows a view; the browser's back button returns. */
export function go(view: View, params: Record<string, string | number> = {}): void {
  const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]))
  location.hash = formatRoute({ view, params: texts })
}
