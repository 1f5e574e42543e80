/** Hostile pages in the same browser as the window. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startBrowser, startServer, type ServedApp } from '../support/browserApp.ts'
import { temporaryFolder } from '../support/catalogue.ts'

const home = temporaryFolder()
let server: ServedApp
let browser: Browser
let person: BrowserContext
let hostile: http.Server
/** A page on another port of the same machine: the same site to the browser, which sends it the cookie. */
let neighbour: string

beforeAll(async () => {
  server = await startServer({ home: home.folder })
  browser = await startBrowser()
  hostile = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<!doctype html><a href="${server.url}">to the window</a>`)
  })
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve))
  neighbour = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}/`
})
beforeEach(async () => {
  await person?.close()
  person = await browser.newContext()
})
afterAll(async () => {
  await browser.close()
  hostile.close()
  await server.stop()
  home.remove()
})

const origin = () => new URL(server.url).origin

async function signedIn() {
  const page = await person.newPage()
  await page.goto(server.url)
  await page.waitForURL((url) => !url.searchParams.has('token'))
  return page
}

it('takes the token out of the address bar', async () => {
  const page = await signedIn()
  expect(page.url()).toMatch(new RegExp(`^${origin()}/`))
  expect(page.url()).not.toContain('token')
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

it('shows nothing to a browser without the token', async () => {
  const page = await person.newPage()
  const answer = await page.goto(`${origin()}/`)
  expect(answer?.status()).toBe(401)
})

it('can be opened by a link on another site, and reloaded', async () => {
  const page = await person.newPage()
  await page.goto(neighbour.replace('127.0.0.1', 'localhost'))
  await page.click('a')
  await page.waitForURL(`${origin()}/**`)
  await page.waitForURL((url) => !url.searchParams.has('token'))
  expect((await page.reload())?.status()).toBe(200)
})

it('gives a page on another port nothing, though the browser sends the cookie along', async () => {
  await signedIn()
  const page = await person.newPage()
  await page.goto(neighbour)
  const outcome = await page.evaluate(async (target) => {
    const settle = (promise: Promise<unknown>) =>
      promise.then(
        () => 'got',
        () => 'refused',
      )
    const picture = new Promise((resolve, reject) => {
      const image = new Image()
      image.onload = resolve
      image.onerror = reject
      image.src = `${target}/icon.svg`
    })
    const socket = new Promise((resolve, reject) => {
      const line = new WebSocket(`${target.replace('http', 'ws')}/engine`)
      line.onopen = resolve
      line.onerror = reject
    })
    const frame = document.createElement('iframe')
    frame.src = `${target}/`
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    return {
      fetched: await settle(fetch(`${target}/engine/state`, { credentials: 'include' })),
      restarted: await settle(fetch(`${target}/engine/restart`, { method: 'POST', credentials: 'include' })),
      picture: await settle(picture),
      socket: await settle(socket),
      framed: frame.contentDocument === null ? 'refused' : 'got',
    }
  }, origin())
  expect(outcome).toEqual({
    fetched: 'refused',
    restarted: 'refused',
    picture: 'refused',
    socket: 'refused',
    framed: 'refused',
  })
})
