/** Opens an address in the person's own browser, where there is one. */
import { execFile } from 'node:child_process'

export const hasDisplay = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)

/** Never fails: the address is printed as well. */
export function openInBrowser(url: string): void {
  if (!hasDisplay()) return
  const [command, ...before] = openers[process.platform] ?? ['xdg-open']
  execFile(command!, [...before, url], () => {})
}

const openers: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
