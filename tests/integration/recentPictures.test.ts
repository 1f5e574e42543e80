/** Start shows pictures of catalogues that are closed: they are kept when one is closed, and go when it is forgotten. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/createEngine.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { aRecipe } from '../support/clips.ts'

let home: ReturnType<typeof temporaryFolder>
let engine: Engine
beforeEach(async () => {
  home = temporaryFolder()
  engine = await createEngine({ home: home.folder, holder: 'Tracksieve (test)' })
})
afterEach(async () => {
  await engine.close()
  home.remove()
})

const routes = () => engine.faces.workspace.routes
const get = (id: string) => engine.media(id, { method: 'GET', range: null })

it('are there after the catalogue was closed, and gone when it is forgotten', async () => {
  const folder = path.join(home.folder, 'clips.tracksieve')
  await routes().create({ folder })
  expect(routes().recent()[0]).toMatchObject({ folder, pictures: [] })
  const kinds = { persistent: 2, brief: 2, noise: 2, mixed: 0 }
  const { job } = engine.faces.generate.start({ recipe: aRecipe({ kinds, clutter: 0 }) })
  await engine.faces.jobs.finished(job)

  await routes().close()

  const [recent] = routes().recent()
  expect(recent!.pictures).toHaveLength(3)
  for (const id of recent!.pictures) {
    const { status, headers, body } = await get(id)
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^image\//)
    expect((body as Uint8Array).length).toBeGreaterThan(100)
  }
  routes().forget({ folder })
  expect(await get(recent!.pictures[0]!)).toMatchObject({ status: 404 })
  expect(fs.readdirSync(path.join(home.folder, 'recent'))).toEqual([])
})

it('no other file of that folder can be asked for', async () => {
  fs.writeFileSync(path.join(home.folder, 'secret'), 'x')
  for (const id of ['recent-..-0', 'recent-0123456789abcdef-9', 'recent-0123456789ABCDEF-0'])
    expect(await get(id)).toMatchObject({ status: 404 })
})

it('an empty catalogue closes without any', async () => {
  const folder = path.join(home.folder, 'empty.tracksieve')
  await routes().create({ folder })
  await routes().close()
  expect(routes().recent()[0]).toMatchObject({ folder, pictures: [] })
})
