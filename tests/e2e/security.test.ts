/** What no page may do in the window, on the desktop and in a browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, appKinds, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'

describe.each(appKinds)('the window in %s', (kind) => {
  const home = temporaryFolder()
  let app: App

  beforeAll(async () => {
    app = await openApp(kind, { home: home.folder })
  })
  afterAll(async () => {
    await app.close()
    home.remove()
  })

  it('is isolated from other origins, and so has shared memory', async () => {
    expect(await app.page.evaluate(() => crossOriginIsolated && isSecureContext)).toBe(true)
    expect(await app.page.evaluate(() => new SharedArrayBuffer(8).byteLength)).toBe(8)
  })

  it('has nothing of Node', async () => {
    const types = await app.page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'global'].map(
        (name) => typeof Reflect.get(globalThis, name),
      ),
    )
    expect(types).toEqual(Array(5).fill('undefined'))
  })

  it('compiles no text', async () => {
    const outcome = await app.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineScriptRan = true'
      document.head.append(script)
      return Reflect.get(window, 'inlineScriptRan') === true ? 'ran' : 'refused'
    })
    expect(outcome).toBe('refused')
    // Playwright's own evaluate is exempt from the policy; a handler set as text in the page is not.
    const handler = await app.page.evaluate(() => {
      const button = document.createElement('button')
      button.setAttribute('onclick', 'window.handlerRan = true')
      document.body.append(button)
      button.click()
      button.remove()
      return Reflect.get(window, 'handlerRan') === true ? 'ran' : 'refused'
    })
    expect(handler).toBe('refused')
  })

  it('applies no style from text', async () => {
    const width = await app.page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'body { outline: 7px solid }'
      document.head.append(style)
      return getComputedStyle(document.body).outlineWidth
    })
    expect(width).not.toBe('7px')
  })

  it.each(['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'data:text/plain,x'])(
    'fetches nothing from %s',
    async (url) => {
      const outcome = await app.page.evaluate(
        (foreign) =>
          fetch(foreign).then(
            () => 'fetched',
            () => 'refused',
          ),
        url,
      )
      expect(outcome).toBe('refused')
    },
  )

  it('shows no picture and no frame from elsewhere', async () => {
    const outcome = await app.page.evaluate(async () => {
      const refused: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
      const picture = new Image()
      picture.src = 'https://example.com/a.png'
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 200))
      frame.remove()
      return refused.sort()
    })
    expect(outcome).toEqual(expect.arrayContaining(['frame-src', 'img-src']))
  })

  it.each(['/../package.json', '/..%2f..%2fpackage.json', '/media/..%2f..%2fpackage.json', '/%2fetc/passwd'])(
    'gets no file from outside by %s',
    async (path) => {
      const status = await app.page.evaluate(async (where) => (await fetch(where)).status, path)
      expect(status).toBeGreaterThanOrEqual(400)
    },
  )
})
